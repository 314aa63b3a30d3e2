// Sorting: the heads of tables become buttons. Parts of one long table are sorted as one.

function cellText(row, column) {
  const cell = row.cells[column];
  return cell ? cell.innerText.trim() : '';
}

/** Numbers as numbers, everything else as text; both only where both are. */
function compareTexts(a, b) {
  const numbers = [a, b].map((text) => (/^\d[\d,]*(\s|$)/.test(text) ? parseInt(text.replace(/,/g, ''), 10) : NaN));
  if (numbers.every((number) => !Number.isNaN(number)) && numbers[0] !== numbers[1]) return numbers[0] - numbers[1];
  return a < b ? -1 : a > b ? 1 : 0;
}

function partsOf(table) {
  const place = table.closest('.g, section');
  return table.matches('.f, .a') ? [...place.querySelectorAll('table.' + table.className.split(' ')[0])] : [table];
}

function sort(table, column) {
  const parts = partsOf(table);
  const head = table.tHead.rows[0].cells[column];
  const isRising = head.getAttribute('aria-sort') !== 'ascending';
  const rows = parts.flatMap((part) => [...part.tBodies[0].rows]).filter((row) => !row.matches('.tools'));
  const sizes = parts.map((part) => [...part.tBodies[0].rows].filter((row) => !row.matches('.tools')).length);
  const keyed = rows.map((row) => [cellText(row, column), row, row.nextElementSibling]);
  keyed.sort((a, b) => (isRising ? 1 : -1) * compareTexts(a[0], b[0]));
  let next = 0;
  parts.forEach((part, index) => {
    for (const [, row, follower] of keyed.slice(next, next + sizes[index])) {
      part.tBodies[0].append(row);
      if (follower?.matches('tr.tools')) part.tBodies[0].append(follower);
    }
    next += sizes[index];
    [...part.tHead.rows[0].cells].forEach((cell, place) => {
      if (place === column) cell.setAttribute('aria-sort', isRising ? 'ascending' : 'descending');
      else cell.removeAttribute('aria-sort');
    });
  });
}

function makeSortable() {
  for (const table of document.querySelectorAll('main table:not(.sign, .matrix)')) {
    if (!table.tHead || table.tBodies[0].rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = make('button', { type: 'button' }, ...cell.childNodes);
      button.addEventListener('click', () => sort(table, column));
      cell.append(button);
    });
  }
}
