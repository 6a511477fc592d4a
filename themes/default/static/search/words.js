// A text becomes words that compare equal however they are typed, and a word the number of the file that lists it.
// The build cuts the same way (src/output/search); tests/browser/words.json holds both to it.

const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', þ: 'th', ð: 'd' };
const SPACELESS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}';
const PARTS = new RegExp(`([${SPACELESS}]+)|[^${SPACELESS}]+`, 'gu');

/** The runs of letters, digits and marks in a text, each with its place in `index`. */
export const runs = (text) => text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu);

/** Without case, accents and ligatures. */
export function fold(text) {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return plain.replace(/[ßæœøđłıþð]/g, (letter) => LETTERS[letter]).normalize('NFC');
}

/** The words of a folded text; where a script has no spaces, each two neighbouring characters. */
export function cut(folded) {
  const words = [];
  for (const [run] of runs(folded)) {
    for (const [part, spaceless] of run.matchAll(PARTS)) {
      const letters = [...part];
      if (!spaceless || letters.length === 1) words.push(letters.slice(0, 40).join(''));
      else for (let at = 1; at < letters.length; at++) words.push(letters[at - 1] + letters[at]);
    }
  }
  return words;
}

export const wordsOf = (text) => cut(fold(text));

/** Which of the files lists a term: words by their first three letters, filters (#tag, @year, /section) as a whole. */
export function shardOf(term, shards) {
  const key = /^[#@/]/.test(term) ? term : [...term].slice(0, 3).join('');
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 16777619);
  return (hash >>> 0) % shards;
}
