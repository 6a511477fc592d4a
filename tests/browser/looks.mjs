// Every kind of page in both themes and both schemes: accessible by the rules of axe-core (WCAG 2.2, A and AA), no wider
// than any window, nothing that moves while it loads; on paper one page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { reads } from './lib/desk.mjs';

const PAGES = {
  sample: [
    '', 'economy/', 'economy/ecb-rate-cut/', 'technology/aws-shanghai-ai-lab/', 'science-and-climate/end-of-uk-coal-power/', 'tags/',
    'tags/china/', 'sources/', 'facts/', 'facts/ecb/', 'authors/', 'authors/desk/', 'archive/', 'archive/2024/', 'about/', '404.html',
    'search/?q=rates',
  ],
  kitchen: ['', 'news/everything/', 'news/table/', 'bundle/', 'page/2/', 'tags/', 'sources/'],
};
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = await readFile(path.join(process.env.NUTGRAF_PACKAGES, 'axe-core/axe.min.js'), 'utf8');

/** Opens a page and waits for what it fetches: the search page for its results. */
async function open(page, address) {
  await page.goto(address, { waitUntil: 'networkidle' });
  if (address.includes('?q=')) await page.locator('#search-results h2').first().waitFor();
}

const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? ''}`));
}

for (const [name, addresses] of Object.entries(PAGES)) {
  for (const site of [name, `${name}-wire`]) {
    for (const dark of [false, true]) {
      reads(`${site} is accessible, ${dark ? 'dark' : 'light'}`, { site, at: null, dark }, async ({ page, root }) => {
        for (const at of addresses) {
          await open(page, root + at);
          assert.deepEqual(await faults(page), [], `/${at}`);
        }
      });
    }

    reads(`${site} is as wide as the window, from left to right and from right to left`, { site, at: null }, async ({ page, root }) => {
      for (const at of addresses) {
        await open(page, root + at);
        for (const direction of ['ltr', 'rtl']) {
          await page.evaluate((value) => { document.documentElement.dir = value; }, direction);
          for (const width of [320, 390, 600, 768, 1024, 1120, 1440, 2560]) {
            await page.setViewportSize({ width, height: 900 });
            assert.equal(await wider(page), 0, `/${at} ${direction} at ${width}`);
          }
        }
      }
    });

    reads(`${site} does not move while it loads`, { site, at: null, phone: true }, async ({ page, root }) => {
      await page.addInitScript(() => {
        window.moved = [];
        new PerformanceObserver((list) => window.moved.push(...list.getEntries().map((entry) => entry.value))).observe({ type: 'layout-shift', buffered: true });
      });
      for (const at of addresses) {
        await open(page, root + at);
        assert.deepEqual(await page.evaluate(() => window.moved), [], `/${at}`);
      }
    });
  }
}

/** Where the window stood, frame after frame, on its way to what a link leads to. */
async function way(page, selector) {
  await page.evaluate((wanted) => {
    window.stood = new Set();
    const look = () => {
      window.stood.add(scrollY);
      requestAnimationFrame(look);
    };
    look();
    document.addEventListener('scrollend', () => { window.arrived = true; });
    document.querySelector(wanted).click();
  }, selector);
  await page.waitForFunction(() => window.arrived);
  return page.evaluate(() => [...window.stood.add(scrollY)]);
}

/** What on a page would move: scrolling that is smooth, animations, and transitions of anything but a fade. */
const moving = (page) => page.evaluate(() => {
  const still = ({ animationName, scrollBehavior, transitionDuration, transitionProperty }) =>
    animationName === 'none' && scrollBehavior === 'auto' && (transitionDuration === '0s' || transitionProperty === 'opacity');
  const all = [document.documentElement, ...document.querySelectorAll('*')];
  return all.filter((one) => !still(getComputedStyle(one))).map((one) => one.tagName.toLowerCase());
});

for (const site of ['sample', 'sample-wire']) {
  reads(`${site} moves nothing where less motion is asked for`, { site, at: null }, async ({ page, root }) => {
    for (const at of PAGES.sample) {
      await open(page, root + at);
      assert.deepEqual(await moving(page), [], `/${at}`);
    }
    await page.goto(`${root}economy/ecb-rate-cut/`);
    const stood = await way(page, '.skip');
    assert.equal(stood.length, 2, `it stood at ${stood}`);
  });

  reads(`${site} scrolls to what a link leads to`, { site, at: 'economy/ecb-rate-cut/', motion: true }, async ({ page }) => {
    const stood = await way(page, '.skip');
    assert.ok(stood.length > 2, `it stood at ${stood}`);
  });

  reads(`a briefing of ${site} is one sheet of paper`, { site, at: 'economy/boj-ends-negative-rates/', dark: true }, async ({ page }) => {
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
    await page.emulateMedia({ media: 'print' });
    const colours = await page.evaluate(() => [document.documentElement, document.querySelector('h1')].map((one) => getComputedStyle(one).color));
    assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    assert.ok(await page.locator('.sources').isVisible());
    assert.ok(!(await page.locator('.masthead nav').isVisible()));
  });

  reads(`from right to left ${site} is mirrored`, { site, at: 'economy/ecb-rate-cut/' }, async ({ page }) => {
    const left = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().left);
    assert.ok((await left('.brand')) < (await left('.scheme')));
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    assert.ok((await left('.brand')) > (await left('.scheme')));
    assert.ok((await left('.key-facts td')) < (await left('.key-facts th')));
  });
}
