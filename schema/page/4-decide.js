// Decisions: one for each open finding, kept in this page until the worksheet is downloaded.

const decisions = new Map();
let isDownloaded = true;
const decided = make('span', { class: 'count' });
const problem = make('p', { class: 'notice', role: 'alert', hidden: true });
const person = make('input', { id: 'decided-by', autocomplete: 'email', spellcheck: 'false' });

function showProgress() {
  const open = facts.open;
  decided.textContent = decisions.size.toLocaleString('en-US') + ' of ' + counted(open, 'open finding', 'open findings')
    + ' decided, ' + (open - decisions.size).toLocaleString('en-US') + ' left';
}

function later(day, days) {
  return new Date(Date.parse(day + 'T00:00:00Z') + days * 86400000).toISOString().slice(0, 10);
}

/** A waiver for the policy's waiver file, to be filled in. JSON strings are YAML strings. */
function waiverStub(id, note) {
  return ['- finding: ' + id, '  reason: ' + JSON.stringify(note || ''), '  owner: ""', '  approved_by: ""',
    '  created: ' + facts.as_of, '  until: ' + later(facts.as_of, 90), '  ticket: ""', ''].join('\n');
}

async function copy(text, button, source) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without leave for the clipboard: select the text and let the browser copy what is selected.
    getSelection().selectAllChildren(source);
    document.execCommand('copy');
  }
  button.textContent = 'Copied';
}

function decisionPanel(id, button, columns) {
  const select = make('select', { id: 'decision-' + id });
  for (const [value, word] of [['', 'undecided'], ['fix', 'fix'], ['keep', 'keep'], ['waive', 'waive'],
    ['not-a-problem', 'not a problem']]) select.append(make('option', { value }, word));
  const note = make('input', { id: 'note-' + id, autocomplete: 'off', maxlength: '1000' });
  const stub = make('pre', { class: 'line', tabindex: '0', 'aria-label': 'Waiver for ' + id }, waiverStub(id, ''));
  const copier = make('button', { type: 'button' }, 'Copy waiver');
  const update = () => {
    const isNew = !decisions.has(id) && select.value;
    if (select.value) decisions.set(id, { verdict: select.value, note: note.value.trim() });
    else decisions.delete(id);
    stub.textContent = waiverStub(id, note.value.trim());
    button.textContent = select.value ? 'Decided: ' + select.selectedOptions[0].textContent : 'Decide';
    copier.textContent = 'Copy waiver';
    isDownloaded = false;
    if (isNew || !select.value) showProgress();
  };
  const earlier = decisions.get(id);
  if (earlier) { select.value = earlier.verdict; note.value = earlier.note; }
  select.addEventListener('change', update);
  note.addEventListener('input', update);
  copier.addEventListener('click', () => copy(stub.textContent, copier, stub));
  return make('tr', { class: 'tools', 'data-added': true }, make('td', { colspan: columns },
    make('fieldset', {}, make('legend', {}, 'Decision on ' + id),
      make('div', { class: 'control' }, make('label', { for: select.id }, 'Decision'), select),
      make('div', { class: 'control wide' }, make('label', { for: note.id }, 'Note (needed unless it is fix)'), note),
      copier, stub)));
}

function addDecision(row, id) {
  const button = make('button',
    { type: 'button', class: 'decide', 'aria-expanded': 'false', 'data-added': true }, 'Decide');
  button.setAttribute('aria-label', 'Decide on ' + id);
  button.addEventListener('click', () => {
    const panel = row.nextElementSibling?.matches('tr.tools') ? row.nextElementSibling : null;
    button.setAttribute('aria-expanded', panel ? 'false' : 'true');
    if (panel) { panel.remove(); return; }
    const made = decisionPanel(id, button, row.cells.length);
    row.after(made);
    made.querySelector('select').focus();
  });
  row.cells[0].append(button);
}

// The worksheet: the columns of review.csv, the same escapes, and only rows that are decided.

const unseen = String.raw`\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF`;
const formula = new RegExp("^'*[" + unseen + String.raw`]*?[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]`);

function safeCell(text) {
  if (text === null || text === undefined || text === '') return '';
  const safe = formula.test(text) ? "'" + text : text;
  return '"' + safe.replaceAll('"', '""') + '"';
}

function worksheet() {
  const lines = ['finding,severity,rule,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,'
    + 'age_days,decision,note,decided_by,seal'];
  for (const finding of allFindings()) {
    const decision = decisions.get(finding.id);
    if (!decision) continue;
    lines.push([finding.id, finding.severity, finding.rule, finding.account, finding.kind, finding.subject,
      finding.name, finding.email, finding.roles, finding.reason, finding.remedy ?? rules.get(finding.rule)?.fix,
      finding.firstSeen, String(finding.age), decision.verdict, decision.note, person.value.trim(),
      facts.seal].map(safeCell).join(','));
  }
  return lines.join('\r\n') + '\r\n';
}

function firstProblem() {
  if (!facts.seal) return 'This run has no seal, so a worksheet of it could not be taken back.';
  if (decisions.size === 0) return 'Nothing is decided yet.';
  if (!person.value.trim()) { person.focus(); return 'Say who decided.'; }
  for (const [id, decision] of decisions) {
    if (decision.verdict !== 'fix' && !decision.note) return id + ': a note is needed unless the decision is fix.';
  }
  return null;
}

function download() {
  const message = firstProblem();
  problem.hidden = message === null;
  problem.textContent = message ?? '';
  if (message) return;
  const address = URL.createObjectURL(new Blob([worksheet()], { type: 'text/csv' }));
  const link = make('a', { href: address, download: 'review-' + facts.run + '.csv' });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  isDownloaded = true;
}

function makeDecisions() {
  for (const [id, row] of rowsByID) {
    if (row.closest('#findings')) addDecision(row, id);
  }
  const button = make('button', { type: 'button', class: 'first' }, 'Download the worksheet');
  button.addEventListener('click', download);
  const bar = make('div', { class: 'bar', role: 'group', 'data-added': true, 'aria-label': 'Decisions' },
    make('div', { class: 'control' }, make('label', { for: 'decided-by' }, 'Decided by'), person), button, decided);
  document.getElementById('decisions').append(bar, problem);
  problem.setAttribute('data-added', '');
  showProgress();
  addEventListener('beforeunload', (event) => { if (!isDownloaded && decisions.size > 0) event.preventDefault(); });
}
