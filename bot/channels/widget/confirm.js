// 「清除记录」 asks once before it forgets.

import { h } from './dom.js';
import { T } from './texts.js';

export function confirmForget(panel, { awaited, onYes }) {
  const before = panel.getRootNode().activeElement;
  const others = [...panel.children];

  const close = () => {
    veil.remove();
    others.forEach((node) => node.removeAttribute('inert'));
    if (before) before.focus();
  };
  const no = h('button', { type: 'button', class: 'reply', onclick: close }, T.forgetNo);
  const yes = h('button', {
    type: 'button', class: 'reply strong', onclick: () => { close(); onYes(); },
  }, T.forgetYes);
  const box = h('div', {
    class: 'confirm', role: 'alertdialog', 'aria-modal': 'true',
    'aria-labelledby': 'forget-title', 'aria-describedby': 'forget-body',
  },
  h('h3', { id: 'forget-title' }, T.forgetTitle),
  h('p', { id: 'forget-body' }, T.forgetBody, awaited ? T.forgetWaiting : ''),
  h('div', { class: 'choice' }, no, yes));
  const veil = h('div', {
    class: 'veil',
    onkeydown: (event) => {
      if (event.key === 'Escape') close();
      if (event.key !== 'Tab') return;
      event.preventDefault(); // two buttons: Tab goes to the other
      const active = panel.getRootNode().activeElement;
      (active === yes ? no : yes).focus();
    },
  }, box);

  others.forEach((node) => node.setAttribute('inert', ''));
  panel.append(veil);
  no.focus();
}
