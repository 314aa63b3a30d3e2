'use strict';
// The page is complete without this script. With it, findings can be searched, filtered, sorted and decided on. Nothing
// is stored and nothing is sent: closing the page forgets all.

const facts = JSON.parse(document.getElementById('facts').textContent);
const rules = new Map(facts.rules.map((rule) => [rule.id, rule]));
const fields = ['id', 'rule', 'severity', 'state', 'account', 'kind', 'subject', 'name', 'email', 'roles', 'reason',
  'remedy', 'firstSeen', 'waivedUntil', 'age'];
const openStates = ['new', 'reopened', 'open'];

let findings = null;

/** Every finding, with exact values; read when first asked for. */
function allFindings() {
  if (findings) return findings;
  findings = [];
  for (const element of document.querySelectorAll('script.findings')) {
    for (const line of JSON.parse(element.textContent)) {
      const finding = {};
      fields.forEach((field, index) => { finding[field] = line[index + 1]; });
      finding.isOpen = openStates.includes(finding.state);
      findings.push(finding);
    }
  }
  return findings;
}

let findingsByID = null;

function findingOf(id) {
  if (!findingsByID) findingsByID = new Map(allFindings().map((finding) => [finding.id, finding]));
  return findingsByID.get(id);
}

/** An element with attributes and content; text goes in as text, never as markup. */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null) element.setAttribute(key, value);
  }
  element.append(...content);
  return element;
}

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

/** Text of strangers, with what nobody could see under its name, as in the rest of the page. */
function foreign(text) {
  const element = make('bdi');
  let plain = '';
  for (const character of text) {
    if (!hidden.test(character)) { plain += character; continue; }
    const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    element.append(plain, make('span', { class: 'x' }, 'U+' + code));
    plain = '';
  }
  element.append(plain);
  return element;
}

function counted(count, one, many) {
  return count.toLocaleString('en-US') + ' ' + (count === 1 ? one : many);
}

document.documentElement.classList.add('scripted');
