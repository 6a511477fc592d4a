// What is asked becomes pages, best first, from the few files that it needs. A score is the sum over the words of
// rarity × place × likeness. A page must have all words but the common ones; if none has, some will do.

import { isCommon, isFilter, read, shardOf } from './words.js';

const PLACES = [1, 2, 4, 8]; // text, summary or heading, fact or name, title

/** How many letters are changed, left out, put in or swapped (optimal string alignment). */
export function distance(one, other) {
  let before;
  let above;
  let row = [...one, 0].map((_, at) => at);
  for (let down = 1; down <= other.length; down++) {
    [before, above, row] = [above, row, [down]];
    for (let at = 1; at <= one.length; at++) {
      row[at] = Math.min(row[at - 1] + 1, above[at] + 1, above[at - 1] + (one[at - 1] !== other[down - 1]));
      if (before && one[at - 1] === other[down - 2] && one[at - 2] === other[down - 1]) row[at] = Math.min(row[at], before[at - 2] + 1);
    }
  }
  return row[one.length];
}

/** The terms that a word may mean, with their likeness: itself and what begins with it, else what is nearly so. */
export function meant(word, terms) {
  const { length } = [...word];
  const found = [];
  for (const term of terms) {
    if (term === word) found.push([term, 1]);
    else if (length > 2 && term.startsWith(word)) found.push([term, 0.4 + (0.3 * word.length) / term.length]);
  }
  const slips = length < 5 ? 0 : length < 9 ? 1 : 2;
  if (found.length || !slips) return found;
  for (const term of terms) {
    const far = isFilter(term) || Math.abs(term.length - word.length) > slips ? 9 : distance(word, term);
    if (far <= slips) found.push([term, 0.4 / (far + 1)]);
  }
  return found;
}

/** A word with two of its first letters swapped, or one left out. */
const slipped = (word) =>
  [0, 1, 2].flatMap((at) => {
    const [before, one, other, rest] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    return [before + other + one + rest, before + other + rest];
  });

/** The index below an address. What could not be fetched is fetched again when next asked for. */
export function open(root) {
  const kept = {};
  const fetched = async (name, options) => {
    const answer = await fetch(root + name, options);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const keep = (name, make) =>
    (kept[name] ??= make().catch((error) => {
      delete kept[name];
      throw error;
    }));
  // Without a network, what the browser still has will do.
  const head = () => keep('', () => fetched('index.json', { cache: 'no-cache' }).catch(() => fetched('index.json', { cache: 'force-cache' })));
  const part = (name) => keep(name, async () => fetched(`${name}.json?v=${(await head()).stamp}`));
  const termsFor = async (term) => part(`words/${shardOf(term, (await head()).shards)}`);

  async function sense(word) {
    const terms = new Set();
    const pages = new Map();
    let common = false;
    let file = await termsFor(word);
    let likely = meant(word, Object.keys(file));
    if (!likely.length && word.length > 4) {
      file = Object.assign({}, ...(await Promise.all(slipped(word).map(termsFor))));
      likely = meant(word, Object.keys(file));
    }
    for (const [term, likeness] of likely) {
      terms.add(term);
      common ||= isCommon(file[term]);
      for (const [page, weight] of read(file[term])) pages.set(page, Math.max(PLACES[weight] * likeness, pages.get(page) ?? 0));
    }
    return { terms, pages, common, rarity: Math.log(1 + (common ? 2 : (await head()).pages / (pages.size || 1))) };
  }

  /**
   * Numbers of pages; for each word the terms it stood for; and `all`, false where
   * pages have only some of the words, as many as `held` says.
   */
  async function look(words, filters = []) {
    const senses = await Promise.all(words.map(sense));
    const kept = await Promise.all(filters.map(async (term) => read((await termsFor(term))[term] ?? '')));
    const scores = new Map();
    for (const { pages, rarity } of words.length ? senses : [{ pages: kept[0] ?? [], rarity: 0 }]) {
      for (const [page, worth] of pages) scores.set(page, (scores.get(page) ?? 0) + worth * rarity);
    }
    const must = senses.filter(({ common }) => !common);
    const held = (page) => must.filter(({ pages }) => pages.has(page)).length;
    const allowed = [...scores.keys()].filter((page) => kept.every((pages) => pages.has(page)));
    const full = allowed.filter((page) => held(page) === must.length);
    const all = full.length > 0 || must.length < 2;
    const pages = all ? full : allowed.filter((page) => held(page) || !must.length);
    pages.sort((one, other) => held(other) - held(one) || scores.get(other) - scores.get(one) || other - one);
    return { pages, all, held, common: words.length > must.length, words: senses.map(({ terms }) => terms) };
  }

  /** What results show of pages. */
  async function records(pages) {
    const { block } = await head();
    return Promise.all(pages.map(async (page) => (await part(`pages/${Math.floor(page / block)}`))[page % block]));
  }

  return { look, records, filters: () => part('filters') };
}
