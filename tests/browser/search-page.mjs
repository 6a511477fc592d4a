// The search page as readers meet it: typing, clicking, the keyboard alone, filters, history, failures, both themes.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { folder, reads } from './lib/desk.mjs';
import { previewed } from './lib/previewed.mjs';

const FIELD = '#search-words';
const AT = 'search/';

/** Waits until the status says it. */
const says = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();
const titles = (page) => page.locator('#search-results h2').allTextContents();
const query = (page) => new URL(page.url()).search;

for (const site of ['sample', 'sample-wire']) {
  reads(`${site}: what is typed is found, marked and kept in the address`, { site, at: AT }, async ({ page }) => {
    assert.ok(await page.locator(FIELD).evaluate((field) => field === document.activeElement), 'the field waits for words');
    await page.keyboard.type('coal');
    await says(page, /^\d+ results?$/);
    assert.match((await titles(page))[0], /coal/i);
    assert.equal((await page.locator('#search-results h2 mark').first().textContent()).toLowerCase(), 'coal');
    assert.equal(query(page), '?q=coal');
  });

  reads(`${site}: a fact is found as a fact and leads to its row`, { site, at: `${AT}?q=AWS+staff` }, async ({ page }) => {
    await says(page, /result/);
    const fact = page.locator('.result-facts a').first();
    assert.equal(await fact.textContent(), 'AWS China staff Over 1,000 at its peak');
    await fact.click();
    await page.waitForURL(/\/technology\/aws-shanghai-ai-lab\/#fact-/);
    assert.match(await page.locator('tr:target th').textContent(), /^AWS China staff/);
  });

  for (const look of [{ phone: true }, { phone: true, dark: true }]) {
    reads(`${site}: results fit a phone${look.dark ? ' at night' : ''}`, { site, at: `${AT}?q=the&year=2024`, ...look }, async ({ page }) => {
      await says(page, /results/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `it is ${wide} pixels wider than the window`);
    });
  }
}

reads('a typing error is forgiven', { site: 'sample', at: `${AT}?q=crowdstirke` }, async ({ page }) => {
  await says(page, /^1 result$/);
  assert.equal(await page.locator('#search-results mark').first().textContent(), 'CrowdStrike');
});

reads('where nothing shown holds the word, a passage of the text does', { site: 'sample', at: `${AT}?q=frankfurt+odd` }, async ({ page }) => {
  await says(page, /^1 result$/);
  const passage = page.locator('.result-passage');
  await passage.locator('mark').first().waitFor();
  assert.match(await passage.textContent(), /^… .*timing odd\. .*Frankfurt moved.* …$/);
});

reads('a tag that holds the word is shown', { site: 'sample', at: `${AT}?q=interest+rates` }, async ({ page }) => {
  await says(page, /results/);
  const line = page.locator('#search-results > li', { hasText: 'Explainer' }).locator('.result-line');
  assert.match(await line.textContent(), /Interest rates/);
});

reads('nothing moves while results come', { site: 'sample', at: AT }, async ({ page }) => {
  const top = () => page.locator('#search-results').evaluate((list) => list.getBoundingClientRect().top);
  const before = await top();
  await page.keyboard.type('coal');
  await says(page, /result/);
  assert.equal(await top(), before);
  await page.keyboard.type('zzzz');
  await says(page, /Nothing/);
  await page.locator(FIELD).fill('');
  await says(page, /Type a name/);
  assert.equal(await top(), before);
});

reads('the keyboard is enough', { site: 'sample', at: 'economy/' }, async ({ page }) => {
  const link = page.getByRole('banner').getByRole('link', { name: 'Search' });
  for (let press = 0; press < 9 && !(await link.evaluate((it) => it === document.activeElement)); press++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/repo\/search\/$/);
  await page.locator(`${FIELD}:focus`).waitFor();
  await page.keyboard.type('rates');
  await says(page, /result/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const second = page.locator('#search-results > li').nth(1).locator('h2 a');
  assert.ok(await second.evaluate((link) => link === document.activeElement));
  assert.notEqual(await second.evaluate((link) => getComputedStyle(link).outlineStyle), 'none', 'the focus is seen');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.ok(await page.locator(FIELD).evaluate((field) => field === document.activeElement));
  await page.keyboard.press('Tab'); // the button that empties the field is none of ours
  await page.locator('.search-line button:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('select[name=tag]').waitFor();
  for (let press = 0; press < 4; press++) await page.keyboard.press('Tab');
  const address = await page.locator('#search-results h2 a').first().getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === address);
});

reads('filters narrow the results, stand in the address, and give lists of their own', { site: 'sample', at: `${AT}?q=rate` }, async ({ page, requests }) => {
  await says(page, /results/);
  const all = (await titles(page)).length;
  assert.ok(!requests.some((address) => address.includes('filters.json')), 'they are fetched when they are shown');
  await page.getByText('Filters').click();
  await page.locator('select[name=year]').selectOption('2024');
  await page.waitForURL(/\?q=rate&year=2024$/);
  await page.waitForFunction((count) => document.querySelectorAll('#search-results > li').length < count, all);
  for (const day of await page.locator('#search-results time').allTextContents()) assert.match(day, /2024$/);
  await page.locator(FIELD).fill('');
  await page.locator('select[name=year]').selectOption('');
  await page.locator('select[name=section]').selectOption('economy');
  await page.waitForURL(/search\/\?section=economy$/);
  await says(page, /results/);
  assert.deepEqual([...new Set(await page.locator('.result-line span').allTextContents())], ['Economy']);
});

reads('filters that come late take no letter away', { site: 'sample', at: AT }, async ({ page }) => {
  let release;
  const gate = new Promise((resolve) => (release = resolve));
  await page.route(/filters\.json/, (route) => gate.then(() => route.continue()));
  await page.getByText('Filters').click();
  await page.locator(FIELD).focus();
  await page.keyboard.type('co');
  const come = page.waitForResponse(/filters\.json/);
  release();
  await page.keyboard.type('al');
  await come;
  await says(page, /result/);
  assert.equal(await page.locator(FIELD).inputValue(), 'coal');
  await page.locator('select[name=year] option', { hasText: '2024' }).waitFor({ state: 'attached' });
});

reads('a filter that is not there any more finds nothing, and is shown', { site: 'sample', at: `${AT}?q=rate&tag=long-gone` }, async ({ page }) => {
  await says(page, /Nothing/);
  assert.equal(await page.locator('select[name=tag]').inputValue(), 'long-gone');
  await page.locator('#search-advice').waitFor();
});

reads('the back key goes from search to search, not from letter to letter', { site: 'sample', at: AT }, async ({ page }) => {
  await page.keyboard.type('coal');
  await says(page, /result/);
  await page.keyboard.press('Enter');
  await page.locator(FIELD).fill('');
  await page.keyboard.type('nobel');
  await page.waitForFunction(() => document.querySelector('#search-results h2')?.textContent.includes('Nobel'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#search-results h2')?.textContent.match(/coal/i));
  assert.equal(await page.locator(FIELD).inputValue(), 'coal');
  await page.goBack();
  await says(page, /Type a name/);
  assert.deepEqual(await titles(page), []);
});

reads('more results are given ten at a time, and kept when one comes back', { site: 'sample', at: `${AT}?q=the` }, async ({ page }) => {
  await says(page, /results/);
  assert.equal((await titles(page)).length, 10);
  await page.getByRole('button', { name: 'More results' }).click();
  await page.locator('#search-results > li:nth-child(11) a:focus').waitFor();
  const count = (await titles(page)).length;
  await page.locator('#search-results > li:nth-child(11) h2 a').click();
  await page.waitForURL(/^(?!.*search)/);
  await page.goBack();
  await page.locator(`#search-results > li:nth-child(${count})`).waitFor();
});

reads('a begun word is waited for, and leaves what is found alone', { site: 'sample', at: AT }, async ({ page }) => {
  await page.keyboard.type('xz');
  await says(page, /Go on typing/);
  await page.locator(FIELD).fill('');
  await page.keyboard.type('coal xz');
  await says(page, /result/);
  await page.keyboard.press('Enter');
  await says(page, /No page has all of these words. \d+ with some/);
});

reads('what stands in the address is text, not markup', { site: 'sample', at: `${AT}?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&tag=%3Cb%3E` }, async ({ page }) => {
  await says(page, /Nothing/);
  assert.equal(await page.locator('main img').count(), 0);
});

reads('markup in titles, tags and facts is text', { site: 'kitchen', at: `${AT}?q=everything` }, async ({ page }) => {
  await says(page, /result/);
  const first = page.locator('#search-results > li').first();
  assert.match(await first.locator('h2').textContent(), /everything/i);
  assert.equal(await page.locator('#search-results :is(script, img, iframe)').count(), 0);
});

reads(
  'a file that cannot be had is told, and asked for again',
  { site: 'sample', at: AT, expects: /ERR_|404/ },
  async ({ page }) => {
    await page.route(/words\/\d+\.json/, (route) => route.abort());
    await page.keyboard.type('coal');
    await says(page, /could not be loaded/);
    await page.unroute(/words\/\d+\.json/);
    await page.keyboard.press('Enter');
    await says(page, /result/);
  },
);

reads('without JavaScript it says so and leads on', { site: 'sample', at: AT, script: false }, async ({ page }) => {
  await page.locator('main noscript .notice').waitFor();
  assert.match(await page.locator('main noscript').textContent(), /needs JavaScript/);
  assert.ok(await page.locator(FIELD).isHidden());
  await page.locator('main noscript a[href="/repo/archive/"]').click();
  await page.waitForURL(/\/repo\/archive\/$/);
});

reads('it leads to search without JavaScript', { site: 'sample', script: false }, async ({ page }) => {
  await page.getByRole('banner').getByRole('link', { name: 'Search' }).click();
  await page.waitForURL(/\/repo\/search\/$/);
});

reads('a page without search fetches nothing of it', { site: 'sample', at: 'economy/' }, async ({ page, requests }) => {
  await page.waitForLoadState('networkidle');
  assert.deepEqual(requests.filter((address) => /search/.test(address)).map((address) => new URL(address).pathname), []);
});

reads('every file comes from below the site’s own path, under the mark of its state', { site: 'sample', at: `${AT}?q=coal&year=2024` }, async ({ page, requests }) => {
  await says(page, /result/);
  const paths = requests.map((address) => new URL(address));
  assert.ok(paths.every(({ pathname }) => pathname.startsWith('/repo/')));
  for (const { pathname, search } of paths) {
    if (/\.(js|css)$|search\/(words|pages|filters)/.test(pathname)) assert.match(search, /^\?v=[0-9a-f]{8,16}$/, pathname);
  }
});

reads('a missing address is answered with what it may have meant', { site: 'sample', at: 'technology/crowdstrike-outages/', expects: /404/ }, async ({ page }) => {
  await page.getByText('Perhaps you were looking for').waitFor();
  assert.deepEqual(await page.locator('[data-suggest] a').allTextContents(), ['One faulty file, millions of blue screens']);
});

reads('a missing address without a word is answered without a guess', { site: 'sample', at: 'qqq/', expects: /404/ }, async ({ page }) => {
  await page.waitForLoadState('networkidle');
  assert.ok(await page.getByText('Perhaps you were looking for').isHidden());
});

describe('in the preview', () => {
  const server = { root: '' };
  let preview;
  before(async () => {
    preview = await previewed('sample');
    server.root = preview.root;
  });
  after(() => preview?.close());
  reads('search works as it will when published', { server, at: `search/?q=crowdstirke` }, async ({ page }) => {
    await says(page, /^1 result$/);
    assert.equal(new URL(page.url()).pathname, '/repo/search/');
  });
});

test('the script is small: all that the page loads is at most 8 KB as sent', async () => {
  const home = `${folder('sample')}/searching/`;
  const names = ['page.js', 'lookup.js', 'excerpt.js', 'words.js'];
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await fs.readFile(home + name)).length));
  const sum = sizes.reduce((one, other) => one + other);
  assert.ok(sum <= 8192, `${names.map((name, at) => `${name} ${sizes[at]}`).join(', ')}: ${sum}`);
});
