// One file that is chosen: waits for those before it, goes up, and is kept for another
// try where that fails.

import { h } from './dom.js';
import { said } from './papers-errors.js';
import { P } from './texts-papers.js';

export class Upload {
  /**
   * send(options): the call; resolves to the paper. queue(task): one after the other.
   * ends: sent(upload, paper), gone(upload), tell(text).
   */
  constructor({ file, send, queue, ends }) {
    Object.assign(this, { file, send, queue, ends });
    this.line = h('span', { class: 'paper-state' });
    this.bar = h('progress', { max: 100, value: 0, 'aria-label': P.saySending(file.name) });
    this.again = h('button', {
      type: 'button', class: 'reply small', hidden: true, onclick: () => this.start(),
    }, P.again);
    this.quit = h('button', {
      type: 'button', class: 'reply small plain', onclick: () => this.drop(),
    }, P.stop);
    this.el = h('li', { class: 'paper going' },
      h('span', { class: 'paper-name' }, file.name), this.line, this.bar,
      h('div', { class: 'paper-choice' }, this.again, this.quit));
    this.start();
  }

  start() {
    this.stopper = new AbortController();
    this.show({ text: P.waiting });
    if (this.began) this.quit.focus(); // the button that was pressed is gone
    this.began = true;
    this.queue(() => this.go(this.stopper.signal));
  }

  async go(stop) {
    if (stop.aborted) return;
    this.ends.tell(P.saySending(this.file.name));
    this.progress(0);
    try {
      const paper = await this.send({ stop, onProgress: (part) => this.progress(part) });
      this.ends.tell(P.saySent(this.file.name));
      this.ends.sent(this, paper);
    } catch (error) {
      if (!stop.aborted) this.failed(error);
    }
  }

  progress(part) {
    const percent = Math.floor(part * 100);
    this.show({ text: percent < 100 ? P.sending(percent) : P.finishing, percent });
  }

  failed(error) {
    // What the server has refused it will refuse again.
    const hopeful = error.passing || error.tooMany;
    const text = said(error, P.unsent);
    this.show({ text, trouble: true, hopeful });
    this.ends.tell(text);
  }

  show({ text, percent, trouble = false, hopeful = false }) {
    this.isHopeless = trouble && !hopeful;
    this.line.textContent = text;
    this.el.classList.toggle('trouble', trouble);
    this.bar.hidden = trouble;
    this.bar.value = percent || 0;
    this.again.hidden = !hopeful;
    this.quit.textContent = this.isHopeless ? P.known : P.stop;
  }

  drop() {
    this.stop();
    this.ends.gone(this);
  }

  stop() { this.stopper.abort(); }
}
