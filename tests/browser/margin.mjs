// Evidence beside the text, in the preview: closed a count, open the claims of the page; a claim leads to its words.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe } from 'node:test';

import { project, reads } from './lib/desk.mjs';
import { previewed } from './lib/previewed.mjs';

const AT = 'technology/aws-shanghai-ai-lab/';
const FILE = 'content/technology/2025-07-24-aws-shanghai-ai-lab.md';
const SOURCE = 'content/_sources/ft-stand-in.txt';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = await fs.readFile(path.join(process.env.NUTGRAF_PACKAGES, 'axe-core/axe.min.js'), 'utf8');

const button = (page) => page.getByRole('button', { name: /^Evidence:/ });
const claims = (page) => page.locator('nutgraf-evidence a[data-words]');
const marked = (page) => page.evaluate(() => [...(CSS.highlights.get('nutgraf-claim') ?? [])].map(String).join('|').replace(/\s+/g, ' '));
const focused = (page) => page.evaluate(() => (document.activeElement.shadowRoot ?? document).activeElement.textContent);
const faults = async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.any[0]?.message ?? ''}`));
};
const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A copy of a project in which one figure and one quotation are not those of their source. */
async function spoilt(site) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'nutgraf-margin-'));
  await fs.cp(project(site), folder, { recursive: true });
  await edit(folder, (text) => text.replace('1,000 in China at its peak', '1,400 in China at its peak').replace('more than 100 papers', '“more than 300 dull papers”'));
  return folder;
}

/** Saves a change as editors do, whole. */
async function edit(folder, change, name = FILE) {
  const file = path.join(folder, name);
  await fs.writeFile(`${folder}.new`, change(await fs.readFile(file, 'utf8')));
  await fs.rename(`${folder}.new`, file);
}

for (const site of ['sample', 'sample-wire']) {
  describe(`in the preview of ${site}`, () => {
    const server = { root: '' };
    let preview, folder;
    before(async () => {
      folder = await spoilt(site);
      preview = await previewed(site, folder);
      server.root = preview.root;
    });
    after(async () => {
      await preview?.close();
      await fs.rm(folder, { recursive: true });
    });

    reads('a count is all that a closed margin shows, and a page without claims has none', { server, at: AT }, async ({ page, root, requests }) => {
      await button(page).waitFor();
      assert.equal(await button(page).getAttribute('aria-expanded'), 'false');
      assert.match(await button(page).textContent(), /\d+ found · 1 differs · \d+ not found · \d+ not checkable/);
      assert.equal(await claims(page).count(), 0);
      requests.length = 0;
      const told = page.waitForEvent('request', (request) => request.url().includes('/events?'));
      await page.goto(`${root}about/`);
      await told;
      await page.locator('nutgraf-badge a').waitFor();
      assert.deepEqual(requests.filter((url) => /margin|evidence/.test(url) && !url.includes('.css')), []);
    });

    reads('what is to look at comes first, and a claim leads to its words', { server, at: AT }, async ({ page }) => {
      await button(page).click();
      await claims(page).first().waitFor();
      assert.deepEqual((await claims(page).allTextContents()).slice(0, 2), ['over 1,400', 'more than 300 dull papers']);
      for (const claim of await claims(page).all()) {
        await claim.click();
        const place = await marked(page);
        const words = (await claim.textContent()).replace(/\s+/g, ' ');
        assert.ok(place.includes(words), `${words} led to ${place}`);
        assert.equal(await claim.getAttribute('aria-current'), 'true');
      }
      assert.match(await page.locator('nutgraf-evidence').getByText('nearest in').first().locator('..').textContent(), /more than 100 academic papers/);
    });

    reads('the keyboard opens it, goes to a claim, and finds back; it stays as it was left', { server, at: AT }, async ({ page }) => {
      await button(page).focus();
      await page.keyboard.press('Enter');
      await claims(page).first().focus();
      await page.keyboard.press('Enter');
      assert.equal(await marked(page), 'over 1,400');
      assert.match(await focused(page), /^(1|1,400|.*over 1,400)/s);
      await page.reload();
      await claims(page).first().focus();
      await page.keyboard.press('Escape');
      assert.equal(await button(page).getAttribute('aria-expanded'), 'false');
      assert.match(await focused(page), /^Evidence:/);
      await page.reload();
      await button(page).waitFor();
      assert.equal(await button(page).getAttribute('aria-expanded'), 'false');
    });

    for (const phone of [false, true]) {
      for (const dark of [false, true]) {
        reads(`it is accessible and no wider than the window, ${phone ? 'phone' : 'desktop'}, ${dark ? 'dark' : 'light'}`, { server, at: AT, phone, dark }, async ({ page, root }) => {
          await button(page).click();
          await claims(page).first().click();
          assert.deepEqual(await faults(page), []);
          for (const width of phone ? [320, 390, 600] : [1024, 1280, 2560]) {
            await page.setViewportSize({ width, height: 844 });
            assert.equal(await wider(page), 0, `${width}`);
          }
          for (const at of ['__nutgraf/evidence/', `__nutgraf/evidence/${AT}index.html`]) {
            await page.goto(root + at);
            assert.deepEqual(await faults(page), [], at);
          }
        });
      }
    }

    reads('an edit changes the count and the claims', { server, at: AT }, async ({ page }) => {
      await button(page).click();
      await page.getByRole('link', { name: 'over 1,400' }).waitFor();
      await edit(folder, (text) => text.replace('1,400 in China at its peak', '1,000 in China at its peak'));
      await claims(page).first().filter({ hasText: 'more than 300 dull papers' }).waitFor();
      assert.ok((await claims(page).allTextContents()).includes('over 1,000'));
    });

    const others = (page) => page.locator('nutgraf-evidence details').filter({ hasText: 'The others' });
    reads('an edit of the page or of its source keeps what is closed and where the focus is', { server, at: AT }, async ({ page }) => {
      await button(page).click();
      await others(page).locator('summary').click();
      await page.getByRole('link', { name: 'more than 300 dull papers' }).focus();
      await edit(folder, (text) => text.replace('1,000 in China at its peak', '1,400 in China at its peak'));
      await page.getByRole('link', { name: 'over 1,400' }).waitFor();
      assert.equal(await focused(page), 'more than 300 dull papers');
      assert.equal(await others(page).getAttribute('open'), null);
      await edit(folder, (text) => text.replace('more than 100 academic papers', 'more than 120 academic papers'), SOURCE);
      await page.locator('nutgraf-evidence').getByText('more than 120 academic papers').first().waitFor();
      assert.equal(await focused(page), 'more than 300 dull papers');
      assert.equal(await others(page).getAttribute('open'), null);
      await others(page).evaluate((old) => old.classList.add('old'));
      await page.keyboard.press('Escape');
      await button(page).press('Enter');
      await others(page).and(page.locator(':not(.old)')).waitFor();
      assert.equal(await others(page).getAttribute('open'), null);
    });
  });
}
