// Facts across briefings as readers meet them: every row without JavaScript; sorting, finding and filtering with it.

import assert from 'node:assert/strict';

import { reads } from './lib/desk.mjs';

const visible = (page, part) => page.locator(`.facts-table ${part}`).filter({ visible: true });
const values = (page) => visible(page, 'tbody td:nth-child(2) a').allTextContents();
const says = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

reads('without JavaScript every fact is there, and no tool that needs it', { site: 'sample', at: 'facts/', script: false }, async ({ page }) => {
  const told = Number.parseInt(await page.locator('.listing .aside').textContent(), 10);
  assert.equal(await page.locator('.facts-table tbody td:nth-child(2) a').count(), told);
  assert.equal(await page.locator('.facts-tools').isVisible(), false);
  assert.equal(await page.locator('.facts-table button').count(), 0);
});

reads('a fact leads to its row in the briefing', { site: 'sample', at: 'facts/ecb/' }, async ({ page }) => {
  await page.getByRole('link', { name: '2.00%' }).click();
  await page.waitForURL(/ecb-two-per-cent\/#fact-deposit-facility-rate$/);
  assert.match(await page.locator('tr:target').textContent(), /2\.00%/);
});

reads('a briefing leads to the page of what its facts are about', { site: 'sample', at: 'economy/ecb-two-per-cent/' }, async ({ page }) => {
  await page.locator('.filed').getByRole('link', { name: 'European Central Bank' }).click();
  await page.waitForURL(/\/facts\/ecb\/$/);
  assert.equal(await page.getByRole('img', { name: 'Deposit facility rate' }).count(), 1);
});

reads('the head of a column sorts up, down, and back to the order of the page', { site: 'sample', at: 'facts/ecb/' }, async ({ page }) => {
  const table = page.locator('.facts-of').filter({ has: page.getByRole('heading', { name: 'Deposit facility rate', exact: true }) }).locator('.facts-table');
  const shown = () => table.locator('tbody td:nth-child(2) a').allTextContents();
  const before = await shown();
  const head = table.getByRole('columnheader', { name: 'Value' });
  await head.getByRole('button').press('Enter');
  assert.deepEqual([await head.getAttribute('aria-sort'), (await shown()).slice(0, 2)], ['ascending', ['2.00%', '2.25%']]);
  await head.getByRole('button').click();
  assert.deepEqual([await head.getAttribute('aria-sort'), (await shown()).slice(0, 2)], ['descending', ['4.00%', '3.75%']]);
  await head.getByRole('button').click();
  assert.deepEqual([await head.getAttribute('aria-sort'), await shown()], [null, before]);
});

reads('sorted by date, a row says what it is about', { site: 'sample', at: 'facts/' }, async ({ page }) => {
  assert.equal(await visible(page, '.whose').count(), 0);
  await page.getByRole('columnheader', { name: 'As of' }).getByRole('button').click();
  const days = await visible(page, 'time').evaluateAll((times) => times.map((time) => time.dateTime));
  assert.deepEqual(days, days.toSorted());
  assert.equal(await visible(page, '.of').count(), 0);
  assert.ok((await visible(page, '.whose').count()) > 0);
});

reads('what is typed and chosen narrows the rows, and the count is told', { site: 'sample', at: 'facts/' }, async ({ page }) => {
  const all = (await values(page)).length;
  await page.getByLabel('Find').fill('REVENUE');
  assert.ok((await values(page)).length < all);
  await page.getByLabel('Find').fill('');
  await page.getByLabel('About').selectOption('European Central Bank');
  await page.getByRole('combobox', { name: 'Fact' }).selectOption('Deposit facility rate');
  assert.equal((await values(page)).length, 9);
  await says(page, '9 facts');
  assert.deepEqual(await visible(page, '.of').allTextContents(), ['European Central Bank']);
  await page.getByLabel('Find').fill('nothing of this kind');
  await says(page, 'No fact on this page fits.');
  assert.deepEqual(await values(page), []);
});

reads('rows that are filtered stay so when they are sorted', { site: 'sample', at: 'facts/' }, async ({ page }) => {
  await page.getByLabel('About').selectOption('Nvidia');
  const before = await values(page);
  await page.getByRole('columnheader', { name: 'Fact' }).getByRole('button').click();
  assert.deepEqual((await values(page)).toSorted(), before.toSorted());
});

for (const at of ['facts/', 'facts/ecb/']) {
  for (const script of [true, false]) {
    reads(`on a phone a fact is a card with its value and its briefing: ${at}${script ? '' : ' without JavaScript'}`, { site: 'sample', at, phone: true, script }, async ({ page }) => {
      const width = page.viewportSize().width;
      for (const part of ['th[scope=row]', 'td:nth-child(2)', 'td:nth-child(4) a']) {
        const cell = visible(page, `tbody tr:not(.of) ${part}`).first();
        const box = await cell.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width, `${part} ends at ${box.x + box.width}`);
      }
      // It is still a table to those who hear it.
      assert.ok((await page.getByRole('rowheader', { name: /Deposit facility rate/ }).count()) > 0);
      assert.ok((await page.getByRole('row', { name: /Deposit facility rate.*2\.00%.*ECB/s }).count()) > 0);
      assert.ok((await page.getByRole('columnheader', { name: 'Briefing' }).count()) > 0);
    });
  }
}

reads('on a phone the facts can be sorted and narrowed too', { site: 'sample', at: 'facts/', phone: true }, async ({ page }) => {
  await page.getByLabel('About').selectOption('European Central Bank');
  await says(page, /^\d+ facts$/);
  await page.getByRole('columnheader', { name: 'As of' }).getByRole('button').click();
  const days = await visible(page, 'time').evaluateAll((times) => times.map((time) => time.dateTime));
  assert.deepEqual(days, days.toSorted());
  assert.ok(days.length > 1 && (await visible(page, '.whose').count()) > 0);
});
