// Charts as readers meet them: named for those who cannot see them, drawn in the theme's colours, no wider than a phone.

import assert from 'node:assert/strict';

import { reads } from './lib/desk.mjs';

const at = 'news/components/';

reads('a chart is one picture with a name, and its figures are a table', { site: 'kitchen', at, script: false }, async ({ page }) => {
  const figure = page.getByRole('figure').filter({ has: page.getByRole('img', { name: 'Lines & <more>' }) });
  assert.equal(await figure.getByRole('img').count(), 1);
  const cells = await figure.getByRole('table').getByRole('cell').allTextContents();
  assert.deepEqual(cells, ['39 %', '4 %', 'about 2 %', '–', '1 %', '30 %']);
});

reads('the table of a chart is not seen', { site: 'kitchen', at }, async ({ page }) => {
  const box = await page.locator('.chart-table').first().boundingBox();
  assert.ok(box.width <= 1 && box.height <= 1, `it takes ${box.width} by ${box.height} pixels`);
});

for (const phone of [true, false]) {
  reads(`bars end within their chart on a ${phone ? 'phone' : 'desk'}`, { site: 'kitchen', at, phone }, async ({ page }) => {
    const ends = await page.locator('.chart-bar').evaluateAll((charts) =>
      charts.flatMap((chart) => {
        const { left, right } = chart.getBoundingClientRect();
        return [...chart.querySelectorAll('rect')].map((bar) => bar.getBoundingClientRect()).map((bar) => [bar.left - left, right - bar.right]);
      }),
    );
    assert.equal(ends.length, 3);
    for (const [before, behind] of ends) assert.ok(before >= -1 && behind >= -1, `a bar ends ${before} and ${behind} pixels from the edges`);
  });
}

reads('a line has another colour at night', { site: 'kitchen', at, dark: true }, async ({ page }) => {
  const colour = await page.locator('.chart-line polyline').first().evaluate((line) => getComputedStyle(line).stroke);
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.match(colour, /^(rgb|oklch|color)/);
  assert.notEqual(colour, paper);
});
