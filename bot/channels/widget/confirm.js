// 「清除记录」 asks once before it forgets.

import { openDialog } from './dialog.js';
import { h } from './dom.js';
import { T } from './texts.js';

export function confirmForget(panel, { awaited, onYes }) {
  const no = h('button', {
    type: 'button', class: 'reply', onclick: () => dialog.close(),
  }, T.forgetNo);
  const yes = h('button', {
    type: 'button', class: 'reply strong', onclick: () => { dialog.close(); onYes(); },
  }, T.forgetYes);
  const box = h('div', {
    class: 'confirm', role: 'alertdialog', 'aria-modal': 'true',
    'aria-labelledby': 'forget-title', 'aria-describedby': 'forget-body',
  },
  h('h3', { id: 'forget-title' }, T.forgetTitle),
  h('p', { id: 'forget-body' }, T.forgetBody, awaited ? T.forgetWaiting : ''),
  h('div', { class: 'choice' }, no, yes));
  const dialog = openDialog(panel, box, { first: no });
}
