// One wanted paper (or, with an empty id, whatever else): what is there for it, what is
// on its way, and the ways to hand it in.

import { h } from './dom.js';
import { said } from './papers-errors.js';
import { sentRow } from './papers-row.js';
import { faultOf } from './papers-rules.js';
import { Upload } from './papers-upload.js';
import { P } from './texts-papers.js';

export class Item {
  /**
   * wanted: {id, text, hint}. rules, mayAdd, mayRemove: as the server says.
   * api: papersApi. queue(task): one upload after the other.
   * ends: arrived(paper), removed(paper), reload(because), tell(text).
   */
  constructor({ wanted, rules, mayAdd, mayRemove, api, queue, ends }) {
    Object.assign(this, { wanted, rules, mayRemove, api, queue, ends });
    this.uploads = [];
    this.rows = new Map(); // paper -> its row, so that a row in use is left alone
    const label = (text) => `${text}：${wanted.text}`;

    this.mark = h('span', { class: 'paper-mark', hidden: true });
    this.list = h('ul', { class: 'paper-list' });
    this.trouble = h('p', { class: 'paper-trouble', hidden: true });
    this.input = h('input', {
      type: 'file', multiple: true, accept: rules.accept, hidden: true, tabindex: -1,
      'aria-label': label(P.choose), onchange: () => this.chosen(),
    });
    this.chooseButton = h('button', {
      type: 'button', class: 'reply', onclick: () => this.input.click(),
    });
    this.bringButton = h('button', {
      type: 'button', class: 'reply plain', 'aria-label': label(P.bring), onclick: () => this.bring(),
    }, P.bring);
    this.el = h('li', { class: 'paper-item' },
      h('div', { class: 'paper-head' }, h('h4', {}, wanted.text), this.mark));
    if (wanted.hint && mayAdd) this.el.append(h('p', { class: 'paper-hint' }, wanted.hint));
    this.el.append(this.list, this.trouble);
    if (mayAdd) {
      this.el.append(h('div', { class: 'paper-ways' }, this.input, this.chooseButton, this.bringButton));
    }
    this.label = label;
  }

  get isOther() { return this.wanted.id === ''; }
  get isAnswered() { return this.papers.length > 0; }
  get isUnderWay() { return this.uploads.some((upload) => !upload.isHopeless); }

  /** What the server has for it. */
  show(papers) {
    this.papers = papers;
    this.refresh();
  }

  refresh() {
    const active = this.el.getRootNode().activeElement;
    const held = this.el.contains(active);
    this.rows = new Map(this.papers.map((paper) => [paper, this.rows.get(paper) || this.row(paper)]));
    const rows = [...this.rows.values(), ...this.uploads.map((upload) => upload.el)];
    if (rows.length !== this.list.children.length || rows.some((row, i) => row !== this.list.children[i])) {
      this.list.replaceChildren(...rows);
    }
    const sent = this.papers.filter((paper) => paper.media_type).length;
    const brought = this.papers.length > sent;
    this.mark.textContent = sent ? P.sent(sent) : P.brought;
    this.mark.hidden = this.isOther || !this.isAnswered;
    this.el.classList.toggle('answered', !this.isOther && this.isAnswered);
    const choose = this.isOther ? P.other : sent ? P.more : P.choose;
    this.chooseButton.textContent = choose;
    this.chooseButton.setAttribute('aria-label', this.label(choose));
    this.bringButton.hidden = this.isOther || brought;
    if (held && !active.getClientRects().length) this.chooseButton.focus(); // its button has gone
  }

  row(paper) {
    return sentRow(paper, { mayRemove: this.mayRemove, onRemove: () => this.remove(paper) });
  }

  chosen() {
    const files = [...this.input.files];
    this.input.value = ''; // the same file may be chosen again
    const faults = [];
    for (const file of files) {
      const fault = faultOf(file, this.rules);
      if (fault) faults.push(fault);
      else this.add(file);
    }
    this.complain(faults.join('\n'));
    this.refresh();
  }

  add(file) {
    this.uploads.push(new Upload({
      file,
      send: (options) => this.api.send(file, this.wanted.id, options),
      queue: this.queue,
      ends: {
        tell: this.ends.tell,
        gone: (upload) => { this.forget(upload); this.refresh(); },
        sent: (upload, paper) => { this.forget(upload); this.ends.arrived(paper); },
      },
    }));
  }

  forget(upload) {
    this.uploads = this.uploads.filter((one) => one !== upload);
  }

  async bring() {
    await this.attempt(async () => {
      const paper = await this.api.announce(this.wanted);
      this.ends.tell(P.sayBring(this.wanted.text));
      this.ends.arrived(paper);
    });
  }

  async remove(paper) {
    await this.attempt(async () => {
      await this.api.remove(paper.id);
      this.ends.tell(P.sayRemoved(paper.name));
      this.ends.removed(paper);
    });
  }

  /** One at a time; a failure is said, and where things stand elsewhere they are fetched anew. */
  async attempt(task) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.complain('');
    try {
      await task();
    } catch (error) {
      this.complain(said(error));
      if (error.status === 404) this.ends.reload(''); // gone already, which is what was wished for
      if (error.status === 409) this.ends.reload(said(error));
    }
    this.isBusy = false;
  }

  complain(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
    if (text) this.ends.tell(text);
  }

  stop() { this.uploads.forEach((upload) => upload.stop()); }
}
