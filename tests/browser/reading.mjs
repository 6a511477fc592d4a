// What a briefing offers beyond its text: light or dark, sources in place, links and citations to copy; all of it also
// without JavaScript, only less conveniently.

import assert from 'node:assert/strict';

import { reads } from './lib/desk.mjs';

const at = 'economy/ecb-rate-cut/';
const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

for (const site of ['sample', 'sample-wire']) {
  reads(`${site} is dark when the reader wants it, from the first paint on`, { site, at }, async ({ page, root }) => {
    const light = await paper(page);
    const button = page.getByRole('button', { name: 'Dark colours' });
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    await button.click();
    const dark = await paper(page);
    assert.notEqual(dark, light);
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    // The scripts that come after the first paint are kept away: the choice must hold without them.
    await page.route('**/*.js*', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
    await page.goto(`${root}about/`);
    assert.equal(await paper(page), dark);
    await page.unroute('**/*.js*');
    await page.reload();
    await button.click();
    assert.equal(await paper(page), light);
    assert.equal(await page.evaluate(() => localStorage.scheme), 'auto');
  });

  reads(`${site} follows the device`, { site, at, dark: true }, async ({ page }) => {
    const dark = await paper(page);
    await page.emulateMedia({ colorScheme: 'light' });
    assert.notEqual(await paper(page), dark);
  });

  reads(`${site} has no switch that does nothing`, { site, at, script: false }, async ({ page }) => {
    assert.ok(!(await page.locator('button.scheme').isVisible()));
    assert.ok(!(await page.locator('.cite button').count()));
    await page.locator('.prose .citation a').first().click();
    assert.match(new URL(page.url()).hash, /^#(source-|passage\.)/);
    assert.ok(await page.locator(':target').isVisible());
    await page.locator('.cite summary').click();
    assert.ok(await page.locator('.cite p').isVisible());
  });
}

reads('a source opens beside its mark, and the keyboard finds back', { site: 'sample', at }, async ({ page }) => {
  const mark = page.locator('.prose .citation a').first();
  await mark.focus();
  await page.keyboard.press('Enter');
  const note = page.locator('.note-here');
  assert.ok(await note.isVisible());
  assert.match(await note.textContent(), /Monetary policy decisions/);
  assert.equal(await note.locator('[id], .back').count(), 0);
  assert.equal(new URL(page.url()).hash, '');
  const [box, from] = [await note.boundingBox(), await mark.boundingBox()];
  assert.ok(Math.abs(box.y - from.y) < 400 && box.x >= 0, 'it is not beside its mark');
  await page.keyboard.press('Escape');
  assert.ok(!(await note.isVisible()));
  assert.ok(await mark.evaluate((element) => element === document.activeElement));
});

reads('a footnote opens in place on a phone, and its list is one step away', { site: 'sample', at, phone: true }, async ({ page }) => {
  await page.locator('.footnote-ref a').first().click();
  const note = page.locator('.note-here');
  assert.match(await note.textContent(), /No earlier cycle/);
  const box = await note.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, 'it stands in the window');
  await note.getByText('Show in the list').click();
  assert.match(new URL(page.url()).hash, /^#fn-/);
  assert.ok(!(await note.isVisible()));
});

reads('links to sections and facts are copied', { site: 'sample', at }, async ({ page, context, root }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#why-it-matters .permalink').click();
  await page.getByText('Link copied').waitFor();
  assert.equal(await copied(page), `${root}${at}#why-it-matters`);
  await page.getByRole('link', { name: 'Link to this fact: Deposit facility rate', exact: true }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).endsWith('#fact-deposit-facility-rate'));
});

reads('the citation is copied in one line', { site: 'sample', at }, async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('.cite summary').click();
  await page.locator('.cite button').click();
  await page.getByText('Citation copied').waitFor();
  assert.equal(
    await copied(page),
    'Economy desk: “The ECB cuts interest rates for the first time since 2019”. Briefings, 6 June 2024. https://example.org/repo/economy/ecb-rate-cut/',
  );
});

reads('the outline leads to the sections', { site: 'sample', at }, async ({ page }) => {
  await page.locator('.toc').getByText('Bottom line').click();
  assert.equal(new URL(page.url()).hash, '#bottom-line');
});
