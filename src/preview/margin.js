// The evidence of a page beside its text, in the preview only: closed it is a count, open it lists the claims. The list is
// a page of the preview; its claims are taken out of it and shown apart from the styles of the site. A click on a claim
// goes to its words in the text and marks them; nothing of the page itself is changed.

const OPEN = 'nutgraf-evidence';
const LEFT = 'nutgraf-evidence-left';
const HERE = 'nutgraf-claim';

const STYLE = `
  aside { --paper: #fff; --ink: #1d1f23; --edge: #c9c5bb; --tone: #1a6b3c; position: fixed; z-index: 2147483646; inset-block-end: 1rem; inset-inline-start: 1rem;
    display: flex; flex-direction: column; max-inline-size: calc(100vw - 2rem); box-sizing: border-box; background: var(--paper); color: var(--ink);
    border: 1px solid var(--edge); border-radius: .5rem; box-shadow: 0 1px 6px #0004; font: 15px/1.45 system-ui, sans-serif; text-align: start; }
  aside.error { --tone: #b3261e; } aside.warning { --tone: #8a5300; }
  button { all: unset; box-sizing: border-box; padding: .5rem .9rem; border-inline-start: .35rem solid var(--tone); border-radius: .45rem; cursor: pointer; font-weight: 600; }
  button::after { content: " ▴"; }
  button[aria-expanded=true]::after { content: " ▾"; }
  button:hover { text-decoration: underline; }
  :is(button, a, summary, [tabindex]):focus-visible { outline: 3px solid #1a5fb4; outline-offset: -3px; }
  .list { overflow: auto; overscroll-behavior: contain; padding: 0 .9rem 4rem; border-block-start: 1px solid var(--edge); font-size: .9375rem; }
  .list a { color: inherit; font-weight: 600; text-underline-offset: 3px; }
  .list a[aria-current] { background: var(--hit); }
  .list .all { margin: .6rem 0; font-size: .875rem; }
  .list .tally { display: none; }
  code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
  [role=status] { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  @media (max-width: 48rem) { aside { inset-block-end: 4.25rem; font-size: 14px; } }
  aside.shown { inset-inline: 0; inset-block-end: 0; max-inline-size: none; block-size: 55dvh; border-radius: .5rem .5rem 0 0; }
  @media (min-width: 64rem) { aside.shown { inset-block: 0; inset-inline-end: auto; inline-size: 24rem; block-size: auto; border-width: 0 1px 0 0; border-radius: 0; } }
  @media (prefers-color-scheme: dark) { aside { --paper: #202226; --ink: #e8e6e1; --edge: #4a4d54; --tone: #7ccf9c; } aside.error { --tone: #ff9a92; } aside.warning { --tone: #e6b35c; }
    :is(button, a, summary, [tabindex]):focus-visible { outline-color: #8ab8ff; } }
  @media print { aside { display: none; } }`;
// The text makes room, and a marked claim is seen. These are the only styles that the page itself gets.
const ROOM = '@media screen and (min-width: 64rem) { html { padding-left: 24rem !important; } }';
const MARK = `::highlight(${HERE}) { background: #ffd84d; color: #1d1f23; }`;

const sheet = (text) => { const made = new CSSStyleSheet(); made.replaceSync(text); return made; };
const kept = (storage, name) => { try { return storage()[name]; } catch { return undefined; } };
const keep = (storage, name, value) => { try { storage()[name] = value; } catch { /* storage may be forbidden */ } };
const local = () => localStorage, session = () => sessionStorage;

let host, aside, button, list, status, own, told, asked = 0;
const room = sheet(ROOM);

/** Shows what is told of the page: `{ tone, text, href, state }`, or nothing. */
export function show(now) {
  if (!now) { setOpen(false, false); host?.remove(); host = told = undefined; return; }
  if (!host) build();
  const isNew = now.state !== told?.state;
  told = now;
  button.textContent = now.text;
  setOpen(kept(local, OPEN) === 'open', isNew);
}

const make = (name, properties) => Object.assign(document.createElement(name), properties);

function build() {
  host = document.createElement('nutgraf-evidence');
  const root = host.attachShadow({ mode: 'open' });
  own = new CSSStyleSheet();
  root.adoptedStyleSheets = [own, sheet(STYLE)];
  aside = make('aside', { ariaLabel: 'Evidence of this page', lang: 'en', dir: 'ltr' });
  button = make('button', { type: 'button' });
  list = make('div', { id: 'list', className: 'list', tabIndex: 0, role: 'region', ariaLabel: 'Claims' });
  status = make('p', { role: 'status' });
  button.setAttribute('aria-controls', 'list');
  aside.append(button, list, status);
  root.append(aside);
  document.body.append(host);
  if (!document.adoptedStyleSheets.some((one) => one.mine)) document.adoptedStyleSheets.push(Object.assign(sheet(MARK), { mine: true }));
  button.addEventListener('click', () => toggle(aside.classList.contains('shown') ? 'closed' : 'open'));
  aside.addEventListener('keydown', (event) => { if (event.key === 'Escape' && aside.classList.contains('shown')) toggle('closed'); });
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-words]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link, event.detail === 0);
  });
}

addEventListener('pagehide', () => {
  if (list?.childElementCount) keep(session, LEFT, JSON.stringify([location.pathname, remembered()]));
});

function toggle(state) {
  keep(local, OPEN, state);
  setOpen(state === 'open', false);
  button.focus();
}

function setOpen(isOpen, isNew) {
  if (!host) return;
  const was = aside.classList.contains('shown');
  aside.className = `${told?.tone}${isOpen ? ' shown' : ''}`;
  button.setAttribute('aria-expanded', isOpen);
  list.hidden = !isOpen;
  const others = document.adoptedStyleSheets.filter((one) => one !== room);
  document.adoptedStyleSheets = isOpen ? [...others, room] : others;
  if (!isOpen) CSS.highlights?.delete(HERE);
  if (isOpen && (isNew || !was)) fill();
}

/** Fetches the list and puts its claims in place, as it was left. */
async function fill() {
  const turn = ++asked;
  try {
    const answer = await fetch(told.href, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (turn !== asked) return;
    own.replaceSync(page.getElementById('evidence').textContent);
    const all = make('p', { className: 'all' });
    all.append(make('a', { href: new URL('evidence/', import.meta.url), textContent: 'All evidence' }));
    const was = list.childElementCount ? remembered() : left();
    list.replaceChildren(all, document.adoptNode(page.getElementById('claims')));
    recall(was);
  } catch {
    if (remembered().focus) list.focus({ preventScroll: true });
    list.textContent = 'The claims could not be fetched. Is the preview still running?';
  }
}

/** What the focus can be on, by its words without a count; what opens and closes goes by its summary. */
const named = (element) => (element === list ? '' : `${element.localName} ${element.textContent.replace(/\s*\(\d+\)$/, '')}`);
const like = (name) => [list, ...list.querySelectorAll('a, summary')].filter((one) => named(one) === name);

/** How far the list is scrolled, what of it is closed, and which of it has the focus: of several alike by its number. */
function remembered() {
  const closed = [...list.querySelectorAll('details:not([open]) > summary')].map(named);
  const at = list.getRootNode().activeElement;
  const focus = at && list.contains(at) ? [named(at), like(named(at)).indexOf(at)] : null;
  return { top: list.scrollTop, closed, focus };
}

/** The same of the page as it was left. */
function left() {
  try {
    const [path, was] = JSON.parse(kept(session, LEFT));
    return path === location.pathname ? was : {};
  } catch { return {}; }
}

/** Puts a new list as it was; a focus whose place is gone stays in the list. */
function recall({ top = 0, closed = [], focus }) {
  list.querySelectorAll('summary').forEach((one) => { if (closed.includes(named(one))) one.parentElement.open = false; });
  if (focus) {
    const now = like(focus[0]);
    (now[focus[1]] ?? now[0] ?? list).focus({ preventScroll: true });
  }
  list.scrollTop = top;
}

/** Goes to the words of a claim and marks them; with the keyboard, the focus goes along. */
function go(link, byKey) {
  const anchor = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const block = anchor?.closest('tr, li, p, dd, dt, td, figcaption, blockquote, h1, h2, h3, h4, h5, h6') ?? anchor?.parentElement;
  const isFact = anchor === block;
  const { words } = link.dataset;
  const range = block
    ? (find(words, block, isFact ? null : anchor) ?? whole(block))
    : find(words, document.querySelector('main') ?? document.body, null);
  list.querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  if (!range) { status.textContent = 'These words are not on the page.'; return; }
  link.setAttribute('aria-current', 'true');
  status.textContent = 'Marked in the text.';
  for (let at = range.startContainer.parentElement; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
  if (CSS.highlights) CSS.highlights.set(HERE, new Highlight(range));
  else { getSelection().removeAllRanges(); getSelection().addRange(range); }
  // What scrolls within the page first, then the page, so that the words are above a list at its foot.
  range.startContainer.parentElement.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
  scrollBy({ top: range.getBoundingClientRect().top - innerHeight * 0.2, behavior });
  if (byKey) focusOn(anchor && anchor !== block ? anchor : range.startContainer.parentElement);
}

function focusOn(element) {
  const target = element.closest('a[href], button') ?? element;
  if (target === element && !element.matches('a[href], button, [tabindex]')) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  target.focus({ preventScroll: true });
}

function whole(block) {
  const range = document.createRange();
  range.selectNodeContents(block);
  return range;
}

const FOLDED = { '‘': "'", '’': "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '‐': '-', '‑': '-', '–': '-', '—': '-', '−': '-', '…': '...' };

/** A text with its typesetting folded, and for each character where it stood. */
function folded(text) {
  let out = '';
  const from = [];
  [...text].reduce((at, character) => {
    const plain = /\s/u.test(character) ? (out.endsWith(' ') ? '' : ' ') : /[\u00ad\u200b-\u200d\u2060]/u.test(character) ? '' : (FOLDED[character] ?? character.toLowerCase());
    for (let i = 0; i < plain.length; i++) from.push(at);
    out += plain;
    return at + character.length;
  }, 0);
  return { out, from };
}

/** The range of words in a block, the last before `end` if one is given. */
function find(words, block, end) {
  const nodes = [], starts = [];
  let text = '';
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (end && (end.contains(node) || end.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    if (node.parentElement.closest('script, style, sup, nutgraf-evidence')) continue;
    nodes.push(node);
    starts.push(text.length);
    text += node.data;
  }
  const { out, from } = folded(text), wanted = folded(words).out.trim();
  const at = wanted ? (end ? out.lastIndexOf(wanted) : out.indexOf(wanted)) : -1;
  if (at < 0) return null;
  const range = document.createRange();
  const put = (place, set) => {
    const index = starts.findLastIndex((start) => start <= place);
    set(nodes[index], place - starts[index]);
  };
  put(from[at], (node, offset) => range.setStart(node, offset));
  put(from[at + wanted.length - 1], (node, offset) => range.setEnd(node, Math.min(offset + 1, node.length)));
  return range;
}
