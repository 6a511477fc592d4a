// The search data of a few pages, as the build writes them: an independent, slow and plain reading of the same format,
// so that the reader's modules can be tested on data of any shape.

import { shardOf, wordsOf } from '../../../themes/default/static/searching/words.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Postings, `[[page, weight], …]`, as they stand in a file. */
export function write(postings, isCommon = false) {
  let written = isCommon ? '!' : '';
  let previous = -1;
  for (const [page, weight] of postings) {
    let number = (page - previous) * 4 + weight;
    for (; number > 31; number = Math.floor(number / 32)) written += DIGITS[(number % 32) + 32];
    written += DIGITS[number];
    previous = page;
  }
  return written;
}

/**
 * The files of the index, `{ 'index.json': value, 'words/0.json': value, … }`, by pages in ascending order of date:
 * records as the format has them, each with `body`, the words of its text.
 */
export function filesOf(pages, { shards = 4, block = 2 } = {}) {
  const terms = new Map();
  pages.forEach((page, id) => {
    for (const [term, weight] of weights(page)) terms.set(term, [...(terms.get(term) ?? []), [id, weight]]);
  });
  const files = { 'index.json': { version: 1, stamp: '0123456789abcdef', pages: pages.length, shards, block } };
  for (let shard = 0; shard < shards; shard++) files[`words/${shard}.json`] = {};
  for (const [term, postings] of terms) {
    const isCommon = !/^[#@/]/.test(term) && pages.length >= 64 && postings.length * 3 > pages.length;
    const told = isCommon ? postings.filter(([, weight]) => weight > 0) : postings;
    files[`words/${shardOf(term, shards)}.json`][term] = write(told, isCommon);
  }
  for (let at = 0; at < pages.length; at += block) {
    files[`pages/${at / block}.json`] = pages.slice(at, at + block).map(({ body, ...record }) => record);
  }
  files['filters.json'] = filtersOf(pages);
  return files;
}

function weights(page) {
  const found = new Map();
  const add = (text, weight) => wordsOf(text ?? '').forEach((word) => found.set(word, Math.max(found.get(word) ?? 0, weight)));
  add(page.body, 0);
  add(page.summary, 1);
  add(page.section, 2);
  page.tags.forEach((tag) => add(tag, 2));
  page.facts.forEach((fact) => add(`${fact.label} ${fact.value}`, 2));
  add(page.title, 3);
  page.tags.forEach((tag) => found.set(`#${slug(tag)}`, 0));
  if (page.date) found.set(`@${page.date.slice(0, 4)}`, 0);
  if (page.section) found.set(`/${slug(page.section)}`, 0);
  return found;
}

const slug = (label) => label.toLowerCase().replaceAll(' ', '-');

function filtersOf(pages) {
  const named = (labels) => [...new Set(labels)].sort().map((label) => ({ id: slug(label), label }));
  const years = pages.filter((page) => page.date).map((page) => Number(page.date.slice(0, 4)));
  return {
    tags: named(pages.flatMap((page) => page.tags)),
    years: [...new Set(years)].sort((one, other) => other - one),
    sections: named(pages.map((page) => page.section).filter(Boolean)),
  };
}

/** A record, with everything in it that is not named. */
export const record = (fields) => ({
  address: '/repo/a/', title: 'A', kind: 'briefing', date: null, section: null, summary: '', tags: [], facts: [], text: '/repo/a/index.md', ...fields,
});
