// Every kind of page, in both themes: it opens without an error, fits a phone, and can be walked with the keyboard.

import assert from 'node:assert/strict';

import { reads } from './lib/desk.mjs';

const PAGES = [
  ['sample', ['', 'about/', 'archive/', 'archive/2024/', 'tags/', 'economy/', 'economy/ecb-rate-cut/', 'science-and-climate/end-of-uk-coal-power/']],
  ['kitchen', ['', 'news/everything/', 'news/components/', 'bundle/']],
];

for (const [name, addresses] of PAGES) {
  for (const site of [name, `${name}-wire`]) {
    for (const at of addresses) {
      reads(`${site} /${at} fits a phone`, { site, at, phone: true }, async ({ page }) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `it is ${wide} pixels wider than the window`);
      });
    }
  }
}

reads('the first press of Tab leads past the masthead', { site: 'sample' }, async ({ page }) => {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#main');
});

reads('an address that is not there shows the page that says so, with its styles', { site: 'sample', at: 'no/such/page/', expects: /404/ }, async ({ page }) => {
  assert.equal(await page.locator('h1').textContent(), 'This page is not here');
  assert.notEqual(await page.locator('.masthead').evaluate((element) => getComputedStyle(element).display), 'block');
});
