// The facts explorer and the pages of entities: sorts the rows of a table, and shows those that fit. It works on what is on
// the page, and fetches nothing. Words for people stand in the template.

const language = document.documentElement.lang.replace(/^en$/, 'en-GB');
const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(language);
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** The rows of a table as they were, each with the body it stands in and what that is about. */
function rowsOf(table) {
  return [...table.tBodies].flatMap((body) => {
    const about = body.querySelector('.of a')?.textContent ?? '';
    return [...body.rows].filter((row) => !row.matches('.of')).map((row) => ({ row, body, about, property: row.cells[0].firstChild.textContent.trim() }));
  });
}

/** What a cell is sorted by: a number where it has one. */
function key(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.sort ?? cell.textContent.trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Numbers before texts, and what is empty last, whichever way round. */
function order(left, right, turn) {
  if (left === '' || right === '') return (left === '') - (right === '');
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  return turn * (typeof left === 'number' ? left - right : compare(left, right));
}

/** Makes the heads of a table buttons: up, down, and back to the order of the page. */
function sortable(table, rows) {
  const together = table.createTBody();
  const heads = [...table.tHead.rows[0].cells];
  const sort = (head, column, way) => {
    heads.forEach((other) => other.removeAttribute('aria-sort'));
    table.classList.toggle('is-sorted', way !== 'none');
    if (way === 'none') return rows.forEach(({ row, body }) => body.append(row));
    head.setAttribute('aria-sort', way);
    const turn = way === 'ascending' ? 1 : -1;
    const keyed = rows.map(({ row }) => [key(row, column), row]);
    keyed.sort(([left], [right]) => order(left, right, turn));
    together.append(...keyed.map(([, row]) => row));
  };
  heads.forEach((head, column) => {
    const button = element('button', { type: 'button' }, ...head.childNodes);
    head.append(button);
    head.addEventListener('click', () => {
      const next = { ascending: 'descending', descending: 'none' };
      sort(head, column, next[head.getAttribute('aria-sort')] ?? 'ascending');
    });
  });
}

/** Says what the parts of a table are, for browsers that forget it of cells that are laid out as cards. */
function tell(table) {
  const roles = { 'thead, tbody': 'rowgroup', tr: 'row', 'thead th': 'columnheader', 'tbody th': 'rowheader', td: 'cell' };
  table.setAttribute('role', 'table');
  for (const [parts, role] of Object.entries(roles)) table.querySelectorAll(parts).forEach((part) => part.setAttribute('role', role));
}

/** Says at each row what it is about, for when it stands apart from its heading. */
const named = (rows) => rows.filter(({ about }) => about).forEach(({ row, about }) => row.cells[0].append(element('small', { className: 'whose' }, about)));

/** Shows the rows that fit what is typed and chosen, and says how many there are. */
function filtered(form, table, rows) {
  const { words, entity, property } = form.elements;
  const fill = (select, names) => [...new Set(names)].filter(Boolean).sort(compare).forEach((name) => select.append(element('option', {}, name)));
  fill(entity, rows.map(({ about }) => about));
  fill(property, rows.map(({ property: name }) => name));
  const texts = rows.map(({ row, about }) => folded(`${row.textContent} ${about}`));
  const bodies = [...table.tBodies];
  const show = () => {
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    const fits = ({ about, property: name }, at) =>
      wanted.every((word) => texts[at].includes(word)) && (!entity.value || about === entity.value) && (!property.value || name === property.value);
    rows.forEach((one, at) => (one.row.hidden = !fits(one, at)));
    bodies.forEach((body) => (body.hidden = !rows.some((one) => one.body === body && !one.row.hidden)));
    const count = rows.filter(({ row }) => !row.hidden).length;
    const { one, many, none } = form.dataset;
    form.querySelector('[role=status]').textContent = (count === 0 ? none : count === 1 ? one : many).replace('{}', count.toLocaleString(language));
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
}

const form = document.querySelector('.facts-tools');
for (const table of document.querySelectorAll('.facts-table table')) {
  const rows = rowsOf(table);
  if (form) filtered(form, table, rows);
  named(rows);
  sortable(table, rows);
  tell(table);
}
