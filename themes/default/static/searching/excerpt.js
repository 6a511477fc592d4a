// What a result shows: words sought are marked, facts that hold them are told, and a passage where nothing else does.

import { PARTS, fold, runs, wordsOf } from './words.js';

/** A text as `[piece, whether it is a term]`. */
export function pieces(text, terms) {
  const found = [];
  let end = 0;
  const mark = (from, to) => {
    if (from > end) found.push([text.slice(end, from), false]);
    const start = Math.max(from, end);
    if (from <= end && found.at(-1)?.[1]) found.at(-1)[0] += text.slice(start, to);
    else found.push([text.slice(start, to), true]);
    end = to;
  };
  for (const run of runs(text)) {
    for (const part of run[0].matchAll(PARTS)) {
      const at = run.index + part.index;
      if (part[1]) pairs(part[1], (pair, from, to) => terms.has(fold(pair)) && mark(at + from, at + to));
      else if (wordsOf(part[0]).some((word) => terms.has(word))) mark(at, at + part[0].length);
    }
  }
  if (end < text.length) found.push([text.slice(end), false]);
  return found;
}

function pairs(text, each) {
  const letters = [...text];
  let from = 0;
  letters.forEach((letter, at) => {
    const pair = letter + (letters[at + 1] ?? '');
    if (letters[at + 1] || !at) each(pair, from, from + pair.length);
    from += letter.length;
  });
}

/** The numbers of the words that a text holds. */
export function held(text, words) {
  const own = wordsOf(text);
  return words.map((_, at) => at).filter((at) => own.some((word) => words[at].has(word)));
}

/** Up to three facts, first those that say what the title does not. */
export function factsOf({ title, facts }, words) {
  const known = new Set(held(title, words));
  const rated = facts.map((fact) => {
    const has = held(`${fact.label} ${fact.value}`, words);
    return { fact, worth: has.length && has.length + 9 * has.filter((at) => !known.has(at)).length };
  });
  const worthy = rated.filter(({ worth }) => worth).sort((one, other) => other.worth - one.worth);
  return worthy.slice(0, 3).map(({ fact }) => fact);
}

/** The words that nothing shown holds. */
export function unseen({ title, summary, section, tags }, facts, words) {
  const shown = [title, summary, section, ...tags, ...facts.map(({ label, value }) => `${label} ${value}`)].join(' ');
  const seen = held(shown, words);
  return words.filter((_, at) => !seen.includes(at));
}

export const plain = (markdown) =>
  markdown
    .replace(/^---\n[^]*?\n---\n/, '')
    .replace(/^ *(```|~~~|\|[ :|-]+\|$).*$/gm, '')
    .replace(/!?\[([^\]@^]*)\](\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replace(/ ?\[[@^][^\]]*\]:?|<\/?[a-z][^>]*>|^ *([#>]+|[-*+]|\d+\.) |\{[#.][^}]*\}|[*`~]+|\\(?=\W)/gim, '')
    .replace(/\|/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Some `length` characters that hold most of the words. */
export function passage(text, words, length = 170) {
  const hits = [];
  let at = 0;
  for (const [piece, marked] of pieces(text, new Set(words.flatMap((terms) => [...terms])))) {
    if (marked) hits.push({ at, end: at + piece.length, has: held(piece, words) });
    at += piece.length;
  }
  let best = { count: 0 };
  for (const { at: start } of hits) {
    const near = hits.filter((hit) => hit.at >= start && hit.end <= start + length);
    const count = new Set(near.flatMap(({ has }) => has)).size;
    if (count > best.count) best = { count, start, end: near.at(-1).end };
  }
  if (!best.count) return '';
  let from = Math.max(0, best.start - Math.max(20, (length - best.end + best.start) >> 1));
  let to = Math.min(text.length, from + length);
  if (from > 0) from += Math.max(0, text.slice(from, best.start).indexOf(' ') + 1);
  if (to < text.length) to = Math.max(best.end, text.lastIndexOf(' ', to));
  return `${from > 0 ? '… ' : ''}${text.slice(from, to).trim()}${to < text.length ? ' …' : ''}`;
}
