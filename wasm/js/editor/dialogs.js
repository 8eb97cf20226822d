// Questions to the writer: a line of text, a choice between versions. Each resolves with
// the answer, or with undefined if it was cancelled.

import { el } from '../dom.js';

function open(words, title, content, buttons) {
  return new Promise((resolve) => {
    const id = 'dialog-title';
    const before = document.activeElement;
    const dialog = el('dialog', { 'aria-labelledby': id, close: () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.answer);
    } });
    const answer = (value) => {
      dialog.answer = value;
      dialog.close();
    };
    const form = el('form', { submit: (event) => { event.preventDefault(); answer(buttons.at(-1)[0]()); } }, el('h2', { id }, title), ...content,
      el('div', { class: 'actions' }, el('button', { type: 'button', click: () => dialog.close() }, words.cancel),
        ...buttons.map(([value, word], i) => (i === buttons.length - 1 ? el('button', { class: 'main' }, word) : el('button', { type: 'button', click: () => answer(value()) }, word)))));
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** ask asks for a line of text. */
export function ask(words, title, label, value) {
  const input = el('input', { dir: 'auto', autofocus: 'autofocus' });
  input.value = value;
  return open(words, title, [el('label', {}, label, input)], [[() => input.value.trim(), words.ok]]);
}

/** confirmText shows a difference, and asks for one of several actions, [value, word]. */
export const confirmText = (words, title, lines, actions) => open(words, title, [table(lines)], actions.map(([value, word]) => [() => value, word]));

/** show lets one of several versions be chosen, {value, label, lines}, and shows the difference of the one that is. */
export function show(words, title, versions, word) {
  if (!versions.length) return open(words, title, [el('p', {}, words.noVersions)], [[() => undefined, words.ok]]);
  const chosen = () => versions[radios.findIndex((radio) => radio.checked)];
  const choose = () => difference.replaceChildren(table(chosen().lines));
  const radios = versions.map((_, i) => el('input', { type: 'radio', name: 'version', value: String(i), change: choose }));
  const difference = el('div', { 'aria-live': 'polite' });
  radios[0].checked = true;
  choose();
  const list = el('div', { class: 'versions', role: 'radiogroup', 'aria-label': title }, ...radios.map((radio, i) => el('label', {}, radio, versions[i].label)));
  return open(words, title, [el('p', { class: 'hint' }, words.versionsHint), list, difference], [[() => chosen().value, word]]);
}

/** table shows the lines of a difference. */
const table = (lines) => el('div', { class: 'difference', tabindex: '0', role: 'group' }, ...lines.map(([sign, text]) => el({ '-': 'del', '+': 'ins', ' ': 'div' }[sign], { dir: 'auto' }, text || '\u00a0')));
