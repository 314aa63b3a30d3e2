// Search and filters. They live in the address behind '#', so that what is shown can be passed on.

const filterNames = ['q', 'severity', 'state', 'change', 'rule', 'account', 'decision'];
const filters = Object.fromEntries(filterNames.map((name) => [name, '']));
const controls = {};
const shownCount = make('output', { 'aria-live': 'polite', class: 'count' });
const further = make('div', { id: 'further', hidden: true });
const mostFurther = 200;

function searchText(finding) {
  if (finding.text === undefined) {
    finding.text = [finding.id, finding.rule, finding.account, finding.subject, finding.name, finding.email,
      finding.roles, finding.reason].join('\n').toLowerCase();
  }
  return finding.text;
}

function isFiltered() { return filterNames.some((name) => filters[name] !== ''); }

function matcher() {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const account = filters.account.trim();
  return (finding) => (!filters.severity || finding.severity === filters.severity)
    && (!filters.rule || finding.rule === filters.rule)
    && (!account || finding.account === account)
    && (!filters.state || (filters.state === 'open' ? finding.isOpen : finding.state === filters.state))
    && (!filters.change || finding.state === filters.change)
    && (!filters.decision || (finding.isOpen && (filters.decision === 'decided') === decisions.has(finding.id)))
    && words.every((word) => searchText(finding).includes(word));
}

/** Hides groups, and headings of severities, that have no row left. */
function hideEmpty() {
  for (const table of document.querySelectorAll('.k')) {
    if (table.querySelector('tr.f')) table.hidden = !table.querySelector('tr.f:not([hidden])');
  }
  for (const group of document.querySelectorAll('.g')) {
    if (group.querySelector('tr.f')) group.hidden = !group.querySelector('.k:not([hidden])');
  }
  let heading = null;
  for (const element of document.querySelectorAll('#findings > h3, #findings > .g')) {
    if (element.matches('h3')) {
      heading = element;
      heading.hidden = isFiltered();
    } else if (!element.hidden && heading) {
      heading.hidden = false;
    }
  }
}

function showFurther(matches) {
  further.replaceChildren();
  further.hidden = matches.length === 0;
  if (further.hidden) return;
  const body = make('tbody');
  for (const finding of matches.slice(0, mostFurther)) {
    const who = make('td', {}, finding.name ? make('b', {}, foreign(finding.name)) : '',
      make('small', {}, finding.kind + ' ', foreign(finding.subject), ' in ', foreign(finding.account)));
    const row = make('tr', { class: 'f', 'data-finding': finding.id },
      make('th', { scope: 'row' }, make('a', { href: '#q=' + finding.id }, finding.id),
        make('i', { class: 'o' }, finding.state.replace('-', ' '))),
      who, make('td', {}, foreign(finding.roles ?? '')),
      make('td', {}, make('span', { class: 's ' + finding.severity }, finding.severity), ' ', foreign(finding.reason)),
      make('td', {}, counted(finding.age, 'day', 'days') + ', first seen ' + finding.firstSeen));
    addDecision(row, finding.id);
    body.append(row);
  }
  const head = make('tr', {});
  for (const title of ['Finding', 'Who or what', 'Roles', 'Reason', 'Since']) {
    head.append(make('th', { scope: 'col' }, title));
  }
  further.append(
    make('h3', {}, 'Beyond the rows of this page'),
    make('p', {}, 'Showing ' + Math.min(mostFurther, matches.length).toLocaleString('en-US') + ' of '
      + matches.length.toLocaleString('en-US') + '; narrow the filters to see others.'),
    make('table', { class: 'f' }, make('caption', { class: 'v' }, 'Further findings'), make('thead', {}, head), body));
}

function say(matches, total) {
  const all = counted(total, 'finding', 'findings');
  const showing = (count) => 'Showing ' + count.toLocaleString('en-US') + ' of ' + all;
  if (!isFiltered()) {
    shownCount.replaceChildren(total > rowsByID.size ? showing(rowsByID.size) : all + ', all shown');
    return;
  }
  const places = [['open', 'findings', (f) => f.isOpen], ['waived', 'waived', (f) => f.state === 'waived'],
    ['not assessed', 'not-assessed', (f) => f.state === 'not-assessed'],
    ['resolved', 'resolved', (f) => f.state === 'resolved']];
  shownCount.replaceChildren(showing(matches.length));
  let separator = ': ';
  for (const [word, anchor, isThere] of places) {
    const count = matches.filter(isThere).length;
    if (count > 0) {
      shownCount.append(separator, make('a', { href: '#' + anchor }, count.toLocaleString('en-US') + ' ' + word));
      separator = ', ';
    }
  }
}

const rowsByID = new Map([...document.querySelectorAll('tr.f')].map((row) => [row.id, row]));

function apply() {
  if (!isFiltered()) {
    for (const row of rowsByID.values()) row.hidden = false;
    for (const row of document.querySelectorAll('tr.tools')) row.hidden = false;
    showFurther([]);
    hideEmpty();
    say([], facts.findings);
    return;
  }
  const matches = allFindings().filter(matcher());
  const wanted = new Set(matches.map((finding) => finding.id));
  for (const [id, row] of rowsByID) {
    row.hidden = !wanted.has(id);
    if (row.nextElementSibling?.matches('tr.tools')) row.nextElementSibling.hidden = row.hidden;
  }
  showFurther(matches.filter((finding) => !rowsByID.has(finding.id)));
  hideEmpty();
  say(matches, facts.findings);
}

/** Writes the filters behind '#'. */
function writeAddress() {
  const words = new URLSearchParams();
  for (const name of filterNames) if (filters[name]) words.set(name, filters[name]);
  const text = words.toString();
  history.replaceState(null, '', text ? '#' + text : '#findings');
}

function setFilters(values) {
  for (const name of filterNames) {
    filters[name] = values[name] ?? '';
    if (controls[name]) controls[name].value = filters[name];
  }
  apply();
}

/** Tables that were never in sight have no height yet, so that what is above a row moves it while it is looked for. */
function bringIntoSight(row, times = 8) {
  row.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (times > 1) requestAnimationFrame(() => bringIntoSight(row, times - 1));
}

/** Reads them, and leads a link to a finding to it, wherever it is. */
function readAddress() {
  const text = decodeURIComponent(location.hash.slice(1).replace(/\+/g, ' '));
  if (location.hash.includes('=')) {
    setFilters(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
  } else if (rowsByID.has(text)) {
    if (isFiltered()) setFilters({});
    bringIntoSight(rowsByID.get(text));
  } else if (/^[0-9A-Z]{4}(-[0-9A-Z]{4}){1,2}$/.test(text) && findingOf(text)) {
    setFilters({ q: text });
  }
}

let waiting = 0;

function change(name, value) {
  filters[name] = value;
  clearTimeout(waiting);
  waiting = setTimeout(() => { writeAddress(); apply(); }, name === 'q' || name === 'account' ? 120 : 0);
}

function choice(name, label, options) {
  const select = make('select', { id: 'filter-' + name });
  for (const [value, word] of [['', 'all'], ...options]) select.append(make('option', { value }, word));
  select.addEventListener('change', () => change(name, select.value));
  controls[name] = select;
  return make('div', { class: 'control' }, make('label', { for: select.id }, label), select);
}

function field(name, label, list) {
  const input = make('input', { id: 'filter-' + name, type: 'search', autocomplete: 'off', spellcheck: 'false', list });
  input.addEventListener('input', () => change(name, input.value));
  controls[name] = input;
  return make('div', { class: 'control' }, make('label', { for: input.id }, label), input);
}

function makeBar() {
  const accounts = make('datalist', { id: 'accounts' });
  const clear = make('button', { type: 'button' }, 'Clear');
  clear.addEventListener('click', () => { setFilters({}); writeAddress(); controls.q.focus(); });
  const bar = make('div', { class: 'bar', role: 'search', 'aria-label': 'Findings', 'data-added': true },
    field('q', 'Search', false),
    choice('severity', 'Severity', ['critical', 'high', 'medium', 'low', 'info'].map((word) => [word, word])),
    choice('state', 'State', [['open', 'open'], ['waived', 'waived'], ['not-assessed', 'not assessed'],
      ['resolved', 'resolved']]),
    choice('change', 'Change', [['new', 'new'], ['reopened', 'reopened'], ['open', 'still open']]),
    choice('rule', 'Rule', facts.rules.map((rule) => [rule.id, rule.id])),
    field('account', 'Account', 'accounts'),
    choice('decision', 'Decision', [['undecided', 'undecided'], ['decided', 'decided']]),
    clear, accounts, shownCount);
  controls.account.addEventListener('focus', () => {
    if (accounts.childElementCount > 0) return;
    const names = [...new Set(allFindings().map((finding) => finding.account))].filter(Boolean).sort();
    // A longer list helps nobody; the field takes what is not on it, too.
    for (const name of names.slice(0, 500)) accounts.append(make('option', { value: name }));
  });
  const title = document.getElementById('findings-title');
  title.after(bar, further);
  further.setAttribute('data-added', '');
}
