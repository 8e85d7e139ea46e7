// The box one writes in. Never cuts text; Enter sends unless an input method is composing.

import { h } from './dom.js';
import { T } from './texts.js';

const LIMIT = 2000;
const COUNT_FROM = 1800;
const IME_KEYCODE = 229;

/** Characters as the server counts them, not UTF-16 units. */
const length = (text) => Array.from(text).length;

export const isComposing = (event) => event.isComposing || event.keyCode === IME_KEYCODE;

export class Composer {
  /** onSend(text), onChange(text). */
  constructor({ onSend, onChange }) {
    this.onSend = onSend;
    this.onChange = onChange;
    this.box = h('textarea', {
      id: 'box', rows: 1, placeholder: T.placeholder, enterkeyhint: 'send', autocomplete: 'off',
      spellcheck: 'false', // some browsers send words away to be checked
      'aria-describedby': 'count',
      oninput: () => this.changed(),
      onkeydown: (event) => this.key(event),
    });
    this.count = h('p', { id: 'count', class: 'count', hidden: true });
    this.button = h('button', { type: 'submit', class: 'send' }, T.send);
    this.el = h('form', { class: 'composer', novalidate: true, onsubmit: (e) => this.submit(e) },
      h('label', { for: 'box', class: 'unseen' }, T.input),
      this.count, h('div', { class: 'writing' }, this.box, this.button));
  }

  get text() { return this.box.value; }
  set text(value) {
    this.box.value = value;
    this.changed();
  }

  /** Unsent words come back in front of whatever has been typed since. */
  giveBack(texts) {
    this.text = [...texts, this.text].filter((text) => text.trim()).join('\n');
  }

  key(event) {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.trim();
    this.box.focus();
    if (!text || length(text) > LIMIT) return;
    this.text = '';
    this.onSend(text);
  }

  changed() {
    const left = LIMIT - length(this.text.trim());
    this.count.hidden = left > LIMIT - COUNT_FROM;
    this.count.textContent = left >= 0 ? T.left(left) : T.over(-left);
    this.count.classList.toggle('over', left < 0);
    this.count.setAttribute('aria-live', left < 0 ? 'polite' : 'off');
    this.button.setAttribute('aria-disabled', String(left < 0 || !this.text.trim()));
    this.resize();
    this.onChange(this.text);
  }

  resize() {
    this.box.style.height = 'auto';
    const border = this.box.offsetHeight - this.box.clientHeight;
    this.box.style.height = `${this.box.scrollHeight + border}px`;
  }
}
