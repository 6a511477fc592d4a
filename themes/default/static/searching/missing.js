// On the page for what is not found: the pages that have most of the words of the missing address.

import { open } from './lookup.js';
import { wordsOf } from './words.js';

const place = document.querySelector('[data-suggest]');
const root = place.dataset.suggest;
const site = root.replace(/[^/]+\/$/, '');
const path = decodeURI(location.pathname).slice(site.length);
const words = wordsOf(path.replace(/\.\w+$/, '')).filter((word) => word.length > 1);

if (words.length) {
  const index = open(new URL(root, location).href);
  const { pages, held } = await index.look(words.slice(0, 8));
  const best = pages.filter((page) => held(page) === held(pages[0]));
  for (const { address, title } of await index.records(best.slice(0, 5))) {
    const link = Object.assign(document.createElement('a'), { href: address, textContent: title });
    place.querySelector('ul').appendChild(document.createElement('li')).append(link);
    place.hidden = false;
  }
}
