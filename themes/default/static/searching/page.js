// The search page: what is typed and chosen becomes an address, and the address results. So typing, the back key and a
// shared link are one. Words for people stand in the template.

import { factsOf, held, passage, pieces, plain, unseen } from './excerpt.js';
import { open } from './lookup.js';
import { wordsOf } from './words.js';

const PAGE = 10;
const SIGNS = { tag: '#', year: '@', section: '/' };
const FILTERS = Object.keys(SIGNS);

const form = document.querySelector('#search');
const { q: field } = form.elements;
const details = form.querySelector('details');
const [status, advice, list, more] = ['#search-status', '#search-advice', '#search-results', '#search-more'].map((id) => document.querySelector(id));
const index = open(new URL('.', form.action).href);
const language = document.documentElement.lang.replace(/^en$/, 'en-GB');
const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });

let latest = 0;
let found = { pages: [], words: [] };
let isTyping = false; // then a word may not be finished, and the history has an entry for it

const asked = () => new URLSearchParams(location.search);
const chosen = () => FILTERS.filter((name) => asked().get(name));
const say = (name, number) => (status.textContent = (form.dataset[name] ?? '').replace('{}', number));
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const marked = (text, terms) => pieces(text, terms).map(([piece, isTerm]) => (isTerm ? element('mark', {}, piece) : piece));

async function answer(wanted = PAGE) {
  const number = ++latest;
  const filters = chosen().map((name) => SIGNS[name] + asked().get(name));
  const words = [...new Set(wordsOf(asked().get('q') ?? ''))].slice(0, 12);
  const last = words.at(-1);
  let outcome = { pages: [], words: [] };
  list.setAttribute('aria-busy', 'true');
  if (words.length || filters.length) {
    if (!list.childElementCount) say('loading');
    outcome = await index.look(words, filters);
    // One or two letters are a word, or the beginning of one.
    if (isTyping && last && [...last].length < 3 && !outcome.words.at(-1).size) {
      words.pop();
      outcome = await index.look(words, filters);
    }
  }
  const records = await index.records(outcome.pages.slice(0, wanted));
  if (number !== latest) return;
  found = outcome;
  watcher.disconnect();
  list.replaceChildren(...records.map(result));
  list.removeAttribute('aria-busy');
  more.hidden = records.length >= found.pages.length;
  const count = found.pages.length;
  const isAsked = words.length || filters.length;
  advice.hidden = count || !isAsked;
  if (count) say(!found.all ? 'some' : count > 1 ? 'many' : 'one', count.toLocaleString(language));
  else say(!isAsked ? (last ? 'begun' : 'empty') : found.common ? 'common' : 'none');
}

function result(record) {
  const terms = new Set(found.words.flatMap((own) => [...own]));
  const facts = factsOf(record, found.words);
  const line = element('p', { className: 'result-line' });
  if (record.date) line.append(element('time', { dateTime: record.date }, days.format(new Date(record.date.slice(0, 10)))));
  const tags = record.tags.filter((tag) => held(tag, found.words).length);
  for (const name of [record.section ?? [], tags].flat()) line.append(element('span', {}, ...marked(name, terms)));
  const made = element('li', {}, line, element('h2', {}, element('a', { href: record.address }, ...marked(record.title, terms))));
  if (facts.length) {
    const fact = ({ id, label, value }) =>
      element('li', {}, element('a', { href: `${record.address}#${id}` }, element('span', {}, ...marked(label, terms)), ' ', element('b', {}, ...marked(value, terms))));
    made.append(element('ul', { className: 'result-facts' }, ...facts.map(fact)));
  }
  if (record.summary) made.append(element('p', {}, ...marked(record.summary, terms)));
  const missing = unseen(record, facts, found.words);
  if (missing.some((own) => own.size)) {
    const room = element('p', { className: 'result-passage' });
    const fill = async () => {
      const words = passage(plain(await (await fetch(record.text)).text()), missing);
      if (words) room.append(...marked(words, terms));
      else room.remove();
    };
    made.append(room);
    passages.set(room, fill);
    watcher.observe(room);
  }
  return made;
}

// Passages are fetched only for results that are seen.
const passages = new WeakMap();
const watcher = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
    watcher.unobserve(target);
    passages.get(target)().catch(() => target.remove());
  }
});

const attempt = (wanted) =>
  answer(wanted).catch(() => {
    list.removeAttribute('aria-busy');
    say('failed');
  });

/** Writes what is typed and chosen into the address. One search is one entry of the history. */
function ask(isFinished) {
  const given = [...new FormData(form)].filter(([, value]) => value.trim());
  const address = `${location.pathname}${given.length ? '?' : ''}${new URLSearchParams(given)}`;
  if (address !== location.pathname + location.search) history[isTyping ? 'replaceState' : 'pushState'](null, '', address);
  isTyping = !isFinished;
  return attempt();
}

function show() {
  for (const name of FILTERS) {
    const value = asked().get(name) ?? '';
    const select = form.elements[name];
    select.value = value;
    if (select.selectedIndex < 0) select.add(new Option(value, value, true, true));
  }
}

function read() {
  field.value = asked().get('q') ?? '';
  if (chosen().length) details.open = true;
  show();
}

async function fill() {
  const { tags, years, sections } = await index.filters();
  const lists = { tag: tags, year: years.map((year) => ({ id: year, label: year })), section: sections };
  for (const name of FILTERS) {
    const select = form.elements[name];
    select.length = 1;
    lists[name].forEach(({ id, label }) => select.add(new Option(label, id)));
    select.closest('label').hidden = !lists[name].length;
  }
  show();
}

let pause;
field.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(() => ask(false), 120);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(pause);
  ask(true);
});
form.addEventListener('change', ({ target }) => target !== field && ask(true));
details.addEventListener('toggle', () => details.open && fill().catch(() => say('failed')));
addEventListener('popstate', () => {
  isTyping = false;
  read();
  attempt(+history.state || PAGE);
});
more.addEventListener('click', async () => {
  const shown = list.childElementCount;
  history.replaceState(shown + PAGE, '');
  await attempt(shown + PAGE);
  list.children[shown]?.querySelector('a').focus();
});
// The arrows walk through field and results.
document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...list.querySelectorAll('h2 a')];
  const at = stops.indexOf(document.activeElement);
  if (!step || at < 0 || !stops[at + step]) return;
  event.preventDefault();
  stops[at + step].focus();
});

read();
if (!field.value) field.focus();
attempt(+history.state || PAGE);
