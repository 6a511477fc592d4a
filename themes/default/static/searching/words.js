// The format of the search data, as the guide has it under "Search data": how a text is cut into words, which file lists
// a word, and how pages are listed.

const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', þ: 'th', ð: 'd', ς: 'σ' };
const SPACELESS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}';

/** A run in parts, of which those without spaces are the first group. */
export const PARTS = new RegExp(`([${SPACELESS}]+)|[^${SPACELESS}]+`, 'gu');

/** The runs of letters, digits and marks in a text. */
export const runs = (text) => text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu);

export const fold = (text) =>
  text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(/[ßæœøđłıþðς]/g, (letter) => LETTERS[letter]).normalize('NFC');

/** The words of a text; where there are no spaces, each two neighbours. */
export function wordsOf(text) {
  const words = [];
  for (const [run] of runs(fold(text))) {
    for (const [part, spaceless] of run.matchAll(PARTS)) {
      const letters = [...part];
      if (!spaceless || !letters[1]) words.push(letters.slice(0, 40).join(''));
      else for (let at = 1; at < letters.length; at++) words.push(letters[at - 1] + letters[at]);
    }
  }
  return words;
}

/** Filters are terms too: #tag, @year, /section. */
export const isFilter = (term) => /^[#@/]/.test(term);

/** Which file lists a term (FNV-1a). */
export function shardOf(term, shards) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(isFilter(term) ? term : [...term].slice(0, 3).join(''))) hash = Math.imul(hash ^ byte, 16777619);
  return (hash >>> 0) % shards;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of a common word, only the pages where it stands out are told. */
export const isCommon = (written) => written[0] === '!';

/** A map from each page listed to its weight. */
export function read(written) {
  const pages = new Map();
  let page = -1;
  let number = 0;
  let place = 0;
  for (const digit of written.replace('!', '')) {
    const value = DIGITS.indexOf(digit);
    number += (value & 31) << place;
    place += 5;
    if (value > 31) continue;
    page += number >> 2;
    pages.set(page, number & 3);
    number = place = 0;
  }
  return pages;
}
