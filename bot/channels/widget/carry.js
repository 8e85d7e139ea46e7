// A conversation taken along: the page's address ends in #fawen=CODE. Browsers keep that
// part to themselves; it is read once, taken out of the address at once, and opened.

import { backoff } from './naps.js';
import { newId } from './outbox.js';
import { T } from './texts.js';

const FRAGMENT = /^#fawen=(.*)$/s;

/** The code in the address, which holds it no longer afterwards; or null. */
export function takeCode() {
  const found = FRAGMENT.exec(window.location.hash);
  if (!found) return null;
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return found[1];
  }
}

export class Carry {
  /** open(body, signal): makes it the conversation of this device. onOpened(): it is. */
  constructor({ store, naps, view, open, onOpened }) {
    Object.assign(this, { store, naps, view, open, onOpened });
  }

  /** Kept in the tab with a secret of ours, so that a reload or a lost answer loses nothing. */
  take(code) {
    this.store.carrying = { code, claim: newId(), agreed: false };
  }

  drop() { this.store.carrying = null; }

  /** Goes on with what was taken, if anything: resolves when there is nothing left to wait for. */
  async run(signal) {
    const { carrying } = this.store;
    if (!carrying || signal.aborted) return;
    if (this.store.conversation && !carrying.agreed && !await this.agreed()) return;
    if (signal.aborted) return; // reloaded while the question stood: the new life opens it
    this.view.say(T.carrying);
    for (let failures = 0; this.store.carrying && !signal.aborted; failures += 1) {
      const error = await this.attempt(signal);
      if (!error || signal.aborted) return;
      if (!error.passing) {
        this.refused(error, signal);
        return;
      }
      this.view.say(T.carryOffline, T.carryNo, () => { this.decline(); this.naps.nudge(); });
      await this.naps.nap(backoff(failures), signal);
    }
  }

  async attempt(signal) {
    const { code, claim } = this.store.carrying;
    try {
      await this.open({ continuation: code, claim }, signal);
      this.drop();
      this.onOpened();
      return null;
    } catch (error) {
      return error;
    }
  }

  /** What this device shows is left behind only if the person says so. */
  agreed() {
    // One question, however often the conversation begins again behind it.
    this.question = this.question || new Promise((resolve) => {
      this.view.askCarry({
        onYes: () => {
          const { carrying } = this.store; // another link may have been opened meanwhile
          if (carrying) this.store.carrying = { ...carrying, agreed: true };
          resolve(Boolean(carrying));
        },
        onNo: () => { this.decline(); resolve(false); },
      });
    }).finally(() => { this.question = null; });
    return this.question;
  }

  decline() {
    this.drop();
    this.view.say(T.carryLeft);
  }

  refused(error, signal) {
    if (error.tooMany) {
      this.view.say(error.detail || T.carryRefused, T.carryAgain, () => this.run(signal));
      return;
    }
    this.drop();
    this.view.say(error.detail || T.carryRefused);
  }
}
