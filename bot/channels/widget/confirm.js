// A question with two answers over the panel, before something is left behind.

import { h } from './dom.js';

/** Nothing happens unless the person says yes; Escape is a no. */
export function confirm(panel, { title, body, no, yes, onYes, onNo = () => {} }) {
  const before = panel.getRootNode().activeElement;
  const others = [...panel.children];

  const close = (answer) => {
    veil.remove();
    others.forEach((node) => node.removeAttribute('inert'));
    if (before) before.focus();
    answer();
  };
  const noButton = h('button', {
    type: 'button', class: 'reply', onclick: () => close(onNo),
  }, no);
  const yesButton = h('button', {
    type: 'button', class: 'reply strong', onclick: () => close(onYes),
  }, yes);
  const box = h('div', {
    class: 'confirm', role: 'alertdialog', 'aria-modal': 'true',
    'aria-labelledby': 'confirm-title', 'aria-describedby': 'confirm-body',
  },
  h('h3', { id: 'confirm-title' }, title),
  h('p', { id: 'confirm-body' }, body),
  h('div', { class: 'choice' }, noButton, yesButton));
  const veil = h('div', {
    class: 'veil',
    onkeydown: (event) => {
      if (event.key === 'Escape') close(onNo);
      if (event.key !== 'Tab') return;
      event.preventDefault(); // two buttons: Tab goes to the other
      const active = panel.getRootNode().activeElement;
      (active === yesButton ? noButton : yesButton).focus();
    },
  }, box);

  others.forEach((node) => node.setAttribute('inert', ''));
  panel.append(veil);
  noButton.focus();
}
