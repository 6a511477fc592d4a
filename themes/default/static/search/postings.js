// What a file of words says about one of them becomes the pages that have it: a map from page to weight (3 title,
// 2 tag, author, section or key fact, 1 summary or heading, 0 text). Numbers are differences, in digits to base 32.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A common word, `!` in front, stands on so many pages that only those of weight 1 and more are told. */
export const isCommon = (written) => written[0] === '!';

export function read(written) {
  const pages = new Map();
  let page = -1;
  let number = 0;
  let place = 0;
  for (let at = isCommon(written) ? 1 : 0; at < written.length; at++) {
    const digit = DIGITS.indexOf(written[at]);
    number += (digit & 31) << place;
    place += 5;
    if (digit > 31) continue;
    page += number >> 2;
    pages.set(page, number & 3);
    number = place = 0;
  }
  return pages;
}
