// Folding, cutting, files of words and postings: the table that the build's own tests read too (words.json).

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';

import { isCommon, read, shardOf, wordsOf } from '../../themes/default/static/searching/words.js';
import { write } from './lib/index.mjs';

const table = JSON.parse(fs.readFileSync(new URL('words.json', import.meta.url)));

test('texts are folded and cut', () => {
  for (const { text, words } of table.words) assert.deepEqual(wordsOf(text), words, text);
});

test('what is folded and cut stays as it is', () => {
  for (const { words } of table.words) assert.deepEqual(words.flatMap(wordsOf), words);
});

test('a term names its file', () => {
  for (const { term, shards, shard } of table.shards) assert.equal(shardOf(term, shards), shard, `${term} of ${shards}`);
});

test('the beginning of a word names the file of the word', () => {
  for (const word of ['shanghai', 'ελλαδα', '서울에서', '𠀀𠀁𠀂']) {
    assert.equal(shardOf([...word].slice(0, 3).join(''), 512), shardOf(word, 512), word);
  }
});

test('postings are read, and written the same', () => {
  for (const { common, postings, written } of table.postings) {
    assert.deepEqual([...read(written)], postings, written);
    assert.equal(isCommon(written), common, written);
    assert.equal(write(postings, common), written);
  }
});
