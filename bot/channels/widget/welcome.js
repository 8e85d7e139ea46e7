// What is shown before the first message.

import { h, icon } from './dom.js';
import { WELCOME } from './texts.js';

function bullets({ title, items }, className) {
  return h('div', { class: className },
    h('h4', {}, title), h('ul', {}, ...items.map((item) => h('li', {}, item))));
}

export function welcome(onSample) {
  return h('div', { class: 'welcome' },
    h('h3', {}, WELCOME.title),
    h('p', { class: 'lead' }, WELCOME.lead),
    h('a', { class: 'danger', href: 'tel:110' }, icon('phone'),
      h('span', {}, ...WELCOME.danger.map((part) => h('span', { class: 'part' }, part)))),
    h('div', { class: 'ask' },
      h('h4', {}, WELCOME.ask),
      h('div', { class: 'replies' }, ...WELCOME.samples.map((text) => h('button', {
        type: 'button', class: 'reply', onclick: () => onSample({ text }),
      }, text)))),
    bullets(WELCOME.can, 'can'),
    bullets(WELCOME.note, 'note'));
}
