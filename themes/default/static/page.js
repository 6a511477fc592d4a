// What a page can do beyond being read: choose light or dark, show sources and footnotes where they are cited, copy
// links and citations. Everything works without it, only less conveniently.

const root = document.documentElement;
const make = (tag, props, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

// Light or dark: the reader's choice is kept only where it differs from the device's.
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.scheme === 'auto' ? dark.matches : root.dataset.scheme === 'dark');
for (const button of document.querySelectorAll('button.scheme')) {
  const tell = () => button.setAttribute('aria-pressed', isDark());
  button.addEventListener('click', () => {
    const next = !isDark();
    root.dataset.scheme = next === dark.matches ? 'auto' : next ? 'dark' : 'light';
    try { localStorage.scheme = root.dataset.scheme; } catch { /* not kept, then */ }
    tell();
  });
  dark.addEventListener('change', tell);
  tell();
}

// One line that says what was done, for eyes and screen readers.
const status = make('p', { className: 'told', role: 'status' });
document.body.append(status);
let clear;
const say = (words) => {
  status.textContent = words;
  clearTimeout(clear);
  clear = setTimeout(() => { status.textContent = ''; }, 3000);
};
const copy = (text, words) => navigator.clipboard?.writeText(text).then(() => say(words), () => {});

// Links to sections and facts: following one copies it as well.
for (const row of document.querySelectorAll('.key-facts tr[id]')) {
  const link = make('a', { className: 'permalink', href: `#${row.id}`, textContent: '#' });
  link.setAttribute('aria-label', `Link to this fact: ${row.cells[0].textContent}`);
  row.cells[0].append(link);
}
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a.permalink');
  if (link) copy(link.href, 'Link copied');
});

// The citation of the piece.
for (const cite of document.querySelectorAll('.cite')) {
  const text = cite.querySelector('p');
  const button = make('button', { type: 'button', textContent: 'Copy' });
  button.addEventListener('click', () => copy(text.textContent.replace(/\s+/g, ' ').trim(), 'Citation copied'));
  cite.append(button);
}

// Sources and footnotes beside their marks.
if (HTMLElement.prototype.showPopover) {
  const note = make('aside', { className: 'note-here', popover: 'auto', tabIndex: -1 });
  note.setAttribute('aria-label', 'Note');
  document.body.append(note);
  const show = (mark, target) => {
    const entry = target.closest('.sources li');
    const nodes = entry && entry !== target ? [entry.firstElementChild, target] : [...target.childNodes];
    const body = make('div', {}, ...nodes.map((node) => node.cloneNode(true)));
    body.querySelectorAll('.back, [role=doc-backlink], .evidence').forEach((link) => link.remove());
    body.querySelectorAll('[id]').forEach((element) => element.removeAttribute('id'));
    const whole = make('a', { href: mark.hash, textContent: 'Show in the list' });
    whole.addEventListener('click', () => note.hidePopover());
    note.replaceChildren(body, make('p', {}, whole));
    note.showPopover();
    const at = mark.getBoundingClientRect();
    const below = at.bottom + 8 + note.offsetHeight < innerHeight;
    const left = Math.max(8, Math.min(at.left - 24, root.clientWidth - note.offsetWidth - 8));
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? at.bottom + 8 : Math.max(8, at.top - note.offsetHeight - 8)) + scrollY}px`;
    note.focus({ preventScroll: true });
  };
  document.addEventListener('click', (event) => {
    const mark = event.target.closest?.('.citation a, a.citation, .footnote-ref a');
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || note.contains(mark)) return;
    const target = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    show(mark, target);
  });
}
