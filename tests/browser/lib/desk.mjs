// The desk of the browser tests: one line per test opens a page of a built site in a real browser.
//
//     reads('the front page has a headline', { site: 'sample', at: '' }, async ({ page }) => { … });
//
// Every site is served below /repo/, as a project site on GitHub Pages is. A test fails on its own if the page told an
// error, asked for a file that is not there, or asked another host; what must fail is named in `expects`.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, test } from 'node:test';

import { served } from './served.mjs';

const needed = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this with \`cargo xtask test --only browser\``);
  return value;
};

/** The program as it was built just now. */
export const program = () => needed('NUTGRAF_PROGRAM');

/** The folder of a built site, or of the project it was built from. */
export const folder = (site) => path.join(needed('NUTGRAF_SITES'), site);
export const project = (site) => folder(path.join('projects', site));

let started;
function browser() {
  const { chromium } = createRequire(path.join(needed('NUTGRAF_PACKAGES'), 'here.js'))('playwright-core');
  started ??= chromium.launch({ executablePath: needed('CHROMIUM'), args: ['--disable-gpu', '--disable-background-networking'] });
  return started;
}
after(async () => (await started)?.close());

/**
 * A test that opens a page.
 *
 * `site`     its name, as xtask/src/test/sites.rs has it; or `server`, one that runs already
 * `at`       the address below the site's root, such as `about/`; `null` opens nothing yet
 * `phone`, `dark`   390 pixels wide instead of 1280; the dark scheme
 * `motion`   true: the reader has not asked for less of it
 * `script`   false: the reader has switched JavaScript off
 * `alter`    a function from the path of a file to the text served in its place; see served.mjs
 * `expects`  a pattern of the errors that belong to the test
 *
 * The test is given `{ page, context, root, requests, server }`: Playwright's page and context, the address of the
 * site's root, a list of what was asked for, and the server.
 */
export function reads(title, options, body) {
  test(title, async () => {
    const server = options.server ?? (await served(folder(options.site), options.alter));
    try {
      await visit(server, options, body);
    } finally {
      if (!options.server) await server.close();
    }
  });
}

async function visit(server, options, body) {
  const context = await (await browser()).newContext({
    viewport: options.phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    javaScriptEnabled: options.script ?? true,
    reducedMotion: options.motion ? 'no-preference' : 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  try {
    const page = await context.newPage();
    const errors = watched(page, server);
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    page.setDefaultTimeout(20_000);
    if (options.at !== null) await page.goto(server.root + (options.at ?? ''));
    await body({ page, context, root: server.root, requests, server });
    const surprises = errors.filter((error) => !options.expects?.test(error));
    assert.deepEqual(surprises, [], 'the page told errors');
  } finally {
    await context.close();
  }
}

/** What goes wrong in a page, collected as it happens. */
function watched(page, server) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(server.root).origin) errors.push(`another host: ${url}`);
  });
  return errors;
}
