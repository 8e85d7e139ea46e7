// A question with two answers over the panel, before something is left behind.

import { openDialog } from './dialog.js';
import { h } from './dom.js';

/** Nothing happens unless the person says yes; Escape is a no. */
export function confirm(panel, { title, body, no, yes, onYes, onNo = () => {} }) {
  let answer = onNo;
  const button = (label, kind, said) => h('button', {
    type: 'button', class: kind, onclick: () => { answer = said; dialog.close(); },
  }, label);
  const noButton = button(no, 'reply', onNo);
  const box = h('div', {
    class: 'confirm', role: 'alertdialog', 'aria-modal': 'true',
    'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-body',
  },
  h('h3', { id: 'confirm-title' }, title),
  h('p', { id: 'confirm-body' }, body),
  h('div', { class: 'choice' }, noButton, button(yes, 'reply strong', onYes)));
  const dialog = openDialog(panel, box, { first: noButton, onEnd: () => answer() });
}
