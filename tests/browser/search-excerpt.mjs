// What a result shows: the words that were sought, the facts that hold them, a passage of the text.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { factsOf, held, passage, pieces, plain, unseen } from '../../themes/default/static/searching/excerpt.js';

const marked = (text, ...terms) => pieces(text, new Set(terms)).map(([piece, isTerm]) => (isTerm ? `[${piece}]` : piece)).join('');
const sets = (...words) => words.map((word) => new Set([word].flat()));

test('words are marked as they are written', () => {
  for (const [text, terms, expected] of [
    ['AWS closes its lab', ['aws', 'lab'], '[AWS] closes its [lab]'],
    ['Crème brûlée', ['creme'], '[Crème] brûlée'],
    ['cre\u0300me', ['creme'], '[cre\u0300me]'],
    ['STRASSE, Straße', ['strasse'], '[STRASSE], [Straße]'],
    ['bank bankers', ['bank'], '[bank] bankers'],
    ['人工智能实验室', ['智能'], '人工[智能]实验室'],
    ['人工智能实验室', ['人工', '工智', '智能'], '[人工智能]实验室'],
    ['AI人工', ['ai'], '[AI]人工'],
    ['人 a', ['人'], '[人] a'],
    ['', ['a'], ''],
    ['nothing', [], 'nothing'],
    ['<b>bank</b> & co', ['bank', 'b'], '<[b]>[bank]</[b]> & co'],
    ['a-b', ['a', 'b'], '[a]-[b]'],
  ]) {
    assert.equal(marked(text, ...terms), expected);
  }
});

test('the pieces of a text are the text', () => {
  for (const text of ['AWS closes its lab', '人工智能 2025年', 'a\u0301b \ud83d\ude00 c', '']) {
    assert.equal(pieces(text, new Set(['aws', '人工', 'lab', 'ab', 'c'])).map(([piece]) => piece).join(''), text);
  }
});

test('facts are shown that say what the title does not, three at most', () => {
  const facts = ['AWS region', 'Staff', 'AWS staff in China', 'Papers', 'AWS price', 'AWS share'].map((label) => ({ id: label, label, value: '1' }));
  const labels = (title, ...words) => factsOf({ title, facts }, sets(...words)).map(({ label }) => label);
  assert.deepEqual(labels('AWS closes its lab', 'aws', 'staff'), ['AWS staff in China', 'Staff', 'AWS region']);
  assert.deepEqual(labels('A lab', 'papers'), ['Papers']);
  assert.deepEqual(labels('A lab', 'zinc'), []);
  assert.deepEqual(factsOf({ title: 'A', facts: [{ id: 'a', label: 'Cost', value: '$5bn' }] }, sets('5bn')).length, 1);
});

test('words that nothing shown of a page holds are looked for in its text', () => {
  const page = { title: 'AWS closes', summary: 'A lab in Shanghai', section: 'Tech', tags: ['China'] };
  const missing = (...words) => unseen(page, [{ label: 'Staff', value: '1,000' }], sets(...words)).map((terms) => [...terms][0]);
  assert.deepEqual(missing('aws', 'shanghai', 'china', 'tech', 'staff', '000'), []);
  assert.deepEqual(missing('aws', 'monday'), ['monday']);
  assert.deepEqual(held('the AWS lab', sets('lab', 'zinc', ['aws', 'azure'])), [0, 2]);
});

test('of Markdown only what is read is left', () => {
  for (const [markdown, expected] of [
    ['---\ntitle: "A"\n---\n\nText.', 'Text.'],
    ['Text\n\n---\n\nmore', 'Text --- more'],
    ['## What *happened*\n\nThe **bank** cut `rates`.', 'What happened The bank cut rates.'],
    ['A [link](https://example.org/a_b) and ![a picture](x.svg "t").', 'A link and a picture.'],
    ['Cut to 3.75% [@decision], ten times.[^note]\n\n[^note]: From zero [@ecb, "p. 4"].', 'Cut to 3.75%, ten times. From zero.'],
    ['| Rate | Now |\n|:-----|----:|\n| Deposit | 3.75% |', 'Rate Now Deposit 3.75%'],
    ['> Quoted\n\n- one\n- two\n\n1. first', 'Quoted one two first'],
    ['```js\nlet a = 1;\n```', 'let a = 1;'],
    ['snake_case and 2 < 3 and \\*stars\\*', 'snake_case and 2 < 3 and stars'],
    ['a <b>bold</b> word', 'a bold word'],
    ['', ''],
  ]) {
    assert.equal(plain(markdown), expected);
  }
});

test('a passage stands where most of the words are, and begins and ends between words', () => {
  const filler = 'Lorem ipsum dolor sit amet consectetur. '.repeat(10);
  const text = `${filler}Zinc alone. ${filler}The price of zinc fell in Leipzig on Monday. ${filler}`;
  const found = passage(text, sets('zinc', 'monday'));
  assert.match(found, /^… .*price of zinc fell in Leipzig on Monday\..* …$/);
  assert.ok(found.length < 190, found);
  for (const word of found.replaceAll('…', '').trim().split(' ')) assert.ok(` ${text} `.includes(` ${word} `), word);
  assert.equal(passage('Zinc fell.', sets('zinc')), 'Zinc fell.');
  assert.equal(passage(text, sets('nowhere')), '');
  assert.match(passage('人'.repeat(400) + '智能' + '工'.repeat(400), sets('智能')), /智能/);
});
