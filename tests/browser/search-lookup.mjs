// What is asked becomes pages in their order: ranking, typing errors, common words, filters, and what is fetched for it.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { distance, meant, open } from '../../themes/default/static/searching/lookup.js';
import { wordsOf } from '../../themes/default/static/searching/words.js';
import { filesOf, record } from './lib/index.mjs';

const original = globalThis.fetch;
afterEach(() => (globalThis.fetch = original));

/** An index of pages, and the list of what is fetched for its answers. */
function indexOf(pages, options) {
  const files = filesOf(pages.map(record), options);
  const fetched = [];
  globalThis.fetch = async (address) => {
    const name = address.replace('https://example.org/search/', '');
    fetched.push(name);
    const file = files[name.split('?')[0]];
    return file ? Response.json(file) : new Response('', { status: 404 });
  };
  const index = open('https://example.org/search/');
  const titles = async (query, filters) => {
    const { pages: found } = await index.look(wordsOf(query), filters);
    return (await index.records(found)).map(({ title }) => title);
  };
  return { index, titles, fetched, files };
}

test('what is changed, left out, put in or swapped is counted', () => {
  for (const [one, other, expected] of [
    ['bank', 'bank', 0],
    ['', 'bank', 4],
    ['bank', '', 4],
    ['shanghai', 'shangai', 1],
    ['shanghai', 'shanhgai', 1],
    ['shanghai', 'shanghay', 1],
    ['shanghai', 'shhangai', 2],
    ['crowdstrike', 'crowdstirke', 1],
    ['ab', 'ba', 1],
    ['abc', 'ca', 3],
    ['kitten', 'sitting', 3],
  ]) {
    assert.equal(distance(one, other), expected, `${one} ${other}`);
    assert.equal(distance(other, one), expected, `${other} ${one}`);
  }
});

test('a word means itself and what begins with it, or else what is nearly so', () => {
  const terms = ['bank', 'banks', 'banking', 'bans', 'shanghai', 'semiconductor', 'chips', '/shanghai', 'ai', 'aid'];
  for (const [word, expected] of [
    ['bank', ['bank', 'banks', 'banking']],
    ['ban', ['bank', 'banks', 'banking', 'bans']],
    ['ai', ['ai']],
    ['a', []],
    ['shangai', ['shanghai']],
    ['chpis', ['chips']],
    ['chop', []],
    ['semicondutcor', ['semiconductor']],
    ['semicnductr', ['semiconductor']],
    ['semcnductr', []],
    ['shnghia', []],
  ]) {
    assert.deepEqual(meant(word, terms).map(([term]) => term), expected, word);
  }
  const likeness = Object.fromEntries(meant('bank', terms));
  assert.ok(likeness.bank > likeness.banks && likeness.banks > likeness.banking);
  assert.ok(meant('shangai', terms)[0][1] < likeness.banking);
});

test('the title counts more than facts, facts more than the summary, that more than the text; the newer wins a tie', async () => {
  const { titles } = indexOf([
    { title: 'in the text', body: 'tariffs' },
    { title: 'in the summary', summary: 'tariffs' },
    { title: 'in a fact', facts: [{ id: 'fact-a', label: 'Tariffs', value: '10%' }] },
    { title: 'Tariffs rise' },
    { title: 'in the text, newer', body: 'tariffs' },
    { title: 'elsewhere', body: 'steel' },
  ]);
  assert.deepEqual(await titles('tariffs'), ['Tariffs rise', 'in a fact', 'in the summary', 'in the text, newer', 'in the text']);
});

test('the word itself comes before what begins with it, in the same place', async () => {
  const { titles } = indexOf([{ title: 'Bank' }, { title: 'Banking' }, { title: 'Banks' }]);
  assert.deepEqual(await titles('bank'), ['Bank', 'Banks', 'Banking']);
});

test('a rare word counts more than a frequent one', async () => {
  const { titles } = indexOf([
    { title: 'rare zinc', body: 'x' },
    { title: 'copper', body: 'zinc' },
    { title: 'copper and more', body: 'y' },
    { title: 'copper again', body: 'zinc' },
    { title: 'zinc alone', body: 'copper' },
  ]);
  assert.equal((await titles('copper zinc'))[0], 'zinc alone');
});

test('all words must be there; where they are nowhere together, some will do, and it is said', async () => {
  const { titles, index } = indexOf([
    { title: 'AWS lab', facts: [{ id: 'fact-staff', label: 'Staff', value: 'more than 1,000' }] },
    { title: 'AWS prices' },
    { title: 'Staff of the bank' },
  ]);
  assert.deepEqual(await titles('AWS staff'), ['AWS lab']);
  assert.equal((await index.look(['aws', 'staff'])).all, true);
  assert.deepEqual(await titles('prices bank'), ['Staff of the bank', 'AWS prices']);
  assert.equal((await index.look(['prices', 'bank'])).all, false);
  assert.deepEqual(await titles('lab nowhere staff'), ['AWS lab', 'Staff of the bank']);
  const { pages, held } = await index.look(['lab', 'nowhere', 'staff']);
  assert.deepEqual(pages.map(held), [2, 1]);
  assert.deepEqual(await titles('nowhere'), []);
});

const many = Array.from({ length: 70 }, (_, at) => ({ title: `Report ${at}`, date: `2025-01-01`, body: 'the government said', tags: ['News'] }));

test('a common word leaves no page out, and lifts those where it stands out', async () => {
  const pages = [...many, { title: 'Zinc', body: 'nothing' }, { title: 'Zinc of the government', body: 'the' }];
  const { titles, index } = indexOf(pages, { shards: 8 });
  assert.deepEqual(await titles('the zinc'), ['Zinc of the government', 'Zinc']);
  assert.deepEqual(await titles('government zinc'), ['Zinc of the government', 'Zinc']);
  assert.equal((await index.look(['government', 'zinc'])).all, true);
  assert.deepEqual(await titles('the government'), ['Zinc of the government'], 'common words alone give the pages where they stand out');
});

test('filters narrow what words find, and give pages alone, the newest first', async () => {
  const { titles } = indexOf([
    { title: 'old', date: '2023-05-01', section: 'Economy', tags: ['AI Research'], body: 'chips' },
    { title: 'other', date: '2024-05-01', section: 'Science', tags: ['AI Research'], body: 'chips' },
    { title: 'new', date: '2024-06-01', section: 'Economy', tags: ['Trade'], body: 'chips' },
  ]);
  assert.deepEqual(await titles('chips', ['/economy']), ['new', 'old']);
  assert.deepEqual(await titles('chips', ['/economy', '@2024']), ['new']);
  assert.deepEqual(await titles('', ['#ai-research']), ['other', 'old']);
  assert.deepEqual(await titles('chips', ['#ai-research', '@2022']), []);
  assert.deepEqual(await titles('', ['#nothing']), []);
});

test('a filter that nearly all pages bear is no common word', async () => {
  const { titles } = indexOf(many, { shards: 8 });
  assert.equal((await titles('', ['#news'])).length, 70);
});

test('languages without spaces are found by any two characters that follow each other', async () => {
  const { titles } = indexOf([{ title: '人工智能实验室' }, { title: '智能手机' }, { title: '东京タワー' }, { title: 'ประเทศไทย' }]);
  assert.deepEqual(await titles('智能'), ['智能手机', '人工智能实验室']);
  assert.deepEqual(await titles('人工智能'), ['人工智能实验室']);
  assert.deepEqual(await titles('タワ'), ['东京タワー']);
  assert.deepEqual(await titles('ไทย'), ['ประเทศไทย']);
});

test('accents and case do not matter', async () => {
  const { titles } = indexOf([{ title: 'Crème brûlée' }, { title: 'Łódź' }, { title: 'STRASSE' }]);
  for (const [query, title] of [['creme', 'Crème brûlée'], ['BRÛLÉE', 'Crème brûlée'], ['lodz', 'Łódź'], ['Straße', 'STRASSE']]) {
    assert.deepEqual(await titles(query), [title]);
  }
});

test('a slip in the first letters is forgiven where two are swapped or one is too many', async () => {
  const { titles, fetched } = indexOf([{ title: 'Shanghai' }, { title: 'Zinc' }], { shards: 512 });
  for (const typed of ['hsanghai', 'sahnghai', 'shnaghai', 'sshanghai', 'shhanghai']) assert.deepEqual(await titles(typed), ['Shanghai'], typed);
  const before = fetched.length;
  assert.deepEqual(await titles('shanghai'), ['Shanghai']);
  assert.deepEqual(await titles('znic'), [], 'short words are taken as they are');
  assert.ok(fetched.length <= before + 2, 'a word that is found asks for one file only');
});

test('the index is asked for once, and only the files that a question needs', async () => {
  const { titles, fetched } = indexOf(many.map((page, at) => ({ ...page, title: `Report mark${at}` })), { shards: 64, block: 8 });
  await titles('mark42 said');
  await titles('mark4');
  assert.equal(fetched.filter((name) => name === 'index.json').length, 1);
  assert.equal(fetched.filter((name) => name.startsWith('words/')).length, 2, fetched.join(' '));
  assert.ok(fetched.slice(1).every((name) => name.endsWith('.json?v=0123456789abcdef')), fetched.join(' '));
  assert.ok(!fetched.some((name) => name.startsWith('filters')));
});

test('what could not be fetched is asked for again', async () => {
  const { titles } = indexOf([{ title: 'Zinc' }]);
  const working = globalThis.fetch;
  globalThis.fetch = async () => Promise.reject(new TypeError('no network'));
  await assert.rejects(titles('zinc'), /no network/);
  globalThis.fetch = async () => new Response('', { status: 503 });
  await assert.rejects(titles('zinc'), /index.json: 503/);
  globalThis.fetch = working;
  assert.deepEqual(await titles('zinc'), ['Zinc']);
});

test('without a network, what the browser has kept will do', async () => {
  const { titles } = indexOf([{ title: 'Zinc' }]);
  const working = globalThis.fetch;
  globalThis.fetch = async (address, options) => {
    if (options?.cache === 'no-cache') throw new TypeError('no network');
    return working(address);
  };
  assert.deepEqual(await titles('zinc'), ['Zinc']);
});

test('no question makes it fail', async () => {
  const { titles } = indexOf([{ title: 'Zinc' }]);
  for (const query of ['', ' ', '#', '__proto__', 'constructor toString', '"\\', '\ud800', '💥', 'x'.repeat(10_000), '人'.repeat(500)]) {
    assert.deepEqual(await titles(query), [], query.slice(0, 20));
  }
});
