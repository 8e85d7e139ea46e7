// The citizen's own messages on their way to the server: kept on the device until
// the server has them, sent in order, tried again under the same id.

import { backoff } from './naps.js';

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only on https pages
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

export class Outbox {
  /**
   * post(item): sends it, resolves to the server's answer.
   * view: pending(item), unpend(cid), waiting(n), online(bool), busy(seconds), calm().
   * ends: delivered(item, answer), refused(item, error), gone().
   */
  constructor({ items, store, naps, signal, post, view, ends }) {
    Object.assign(this, { store, naps, signal, post, view, ends });
    this.items = items;
    this.stored = new Map(); // cid -> call when the server is known to have it
    this.inFlight = 0;
    for (const item of this.items) this.mark(item, 'sending');
  }

  add({ text, payload }) {
    if (text && this.items.some((item) => item.text === text && item.payload === payload)) {
      this.naps.nudge(); // the same thing pressed twice while it is still on its way
      return;
    }
    const item = { cid: newId(), at: Date.now(), text, payload };
    this.items.push(item);
    this.store.keep(item);
    this.mark(item, 'sending');
    this.drain();
  }

  /** The server has it, as its answer or its event stream shows. */
  settle(cid) {
    this.items = this.items.filter((item) => item.cid !== cid);
    this.store.drop(cid);
    const stored = this.stored.get(cid);
    if (stored) stored();
  }

  /** Takes all unsent words back out, oldest first. */
  takeBack() {
    const texts = this.items.filter((item) => item.payload === undefined).map((item) => item.text);
    for (const item of this.items) this.discard(item);
    return texts;
  }

  async drain() {
    if (this.draining) return;
    this.draining = true;
    while (this.items.length && !this.signal.aborted) await this.deliver(this.items[0]);
    this.draining = false;
  }

  async deliver(item) {
    for (let failures = 0; this.isDue(item); failures += 1) {
      this.mark(item, 'sending');
      const stored = new Promise((resolve) => { this.stored.set(item.cid, resolve); });
      // Once the stream shows the message is stored, the next one need not wait
      // for a slow reply to this one.
      const error = await Promise.race([this.attempt(item), stored]);
      this.stored.delete(item.cid);
      if (error && this.isDue(item)) await this.cope(item, error, failures);
    }
  }

  async attempt(item) {
    this.flying(+1);
    try {
      const answer = await this.post(item);
      if (this.signal.aborted) return undefined;
      this.settle(item.cid);
      this.view.online(true);
      this.view.calm();
      this.ends.delivered(item, answer);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      this.flying(-1);
    }
  }

  async cope(item, error, failures) {
    if (error.tooMany) {
      this.mark(item, 'waiting');
      this.view.busy(error.retryAfter);
      await this.naps.nap(error.retryAfter * 1000, this.signal, { firm: true });
    } else if (error.passing) {
      this.mark(item, 'unsent');
      this.view.online(false);
      await this.naps.nap(backoff(failures), this.signal);
    } else if (error.gone) {
      this.ends.gone();
    } else {
      this.discard(item);
      this.ends.refused(item, error);
    }
  }

  isDue(item) { return !this.signal.aborted && this.items.includes(item); }

  get hasUnsent() { return this.items.some((item) => item.status === 'unsent'); }

  discard(item) {
    this.settle(item.cid);
    this.view.unpend(item.cid);
  }

  mark(item, status) {
    item.status = status;
    this.view.pending(item);
  }

  flying(change) {
    this.inFlight += change;
    if (!this.signal.aborted) this.view.waiting(this.inFlight > 0);
  }
}
