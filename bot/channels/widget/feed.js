// Follows one conversation: fetches what is new, then listens; when the stream
// ends, does both again. Fetching first also heals a proxy that swallows streams.

import { backoff } from './naps.js';

const POLL_MS = 5000;
const POLLS = 12; // after a stream that let nothing through, ask this often before the next
const TOO_SHORT_MS = 5000;
const STALE_MS = 20000;

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

export class Feed {
  /** ends: messages(list, {history}), state(name), typing(author), online(bool), gone(). */
  constructor({ api, conversation, naps, signal, ends, fresh }) {
    Object.assign(this, { api, conversation, naps, signal, ends });
    this.cursor = 0;
    this.history = !fresh; // the first fetch brings back old messages
    this.dropIfStale = () => {};
  }

  async run() {
    let failures = 0;
    let polls = 0;
    while (!this.signal.aborted) {
      let firm = false;
      let delay;
      try {
        await this.catchUp();
        if (polls > 0) {
          polls -= 1;
          delay = POLL_MS;
        } else {
          const began = Date.now();
          const { heard } = await this.listen();
          failures = Date.now() - began < TOO_SHORT_MS ? failures + 1 : 0;
          if (!heard) polls = POLLS;
          delay = heard ? backoff(failures) : POLL_MS;
        }
      } catch (error) {
        if (this.signal.aborted) return;
        if (error.gone) {
          this.ends.gone();
          return;
        }
        if (!error.tooMany) this.ends.online(false);
        failures += 1;
        firm = Boolean(error.tooMany);
        delay = firm ? error.retryAfter * 1000 : backoff(failures);
      }
      await this.naps.nap(delay, this.signal, { firm });
    }
  }

  /** Back from sleep or from no network: do not wait for the silence to be noticed. */
  wake() {
    this.dropIfStale(STALE_MS);
  }

  async catchUp() {
    const { state, messages } = await this.api.history(
      this.conversation, this.cursor, this.signal,
    );
    if (this.signal.aborted) return;
    this.ends.online(true);
    this.take(messages || [], this.history);
    this.history = false;
    if (state) this.ends.state(state);
  }

  listen() {
    return this.api.events(this.conversation, this.cursor, {
      signal: this.signal,
      onOpen: (drop) => { this.dropIfStale = drop; },
      onEvent: (type, data) => { if (!this.signal.aborted) this.heard(type, parse(data)); },
    }).catch((error) => {
      if (error.gone || error.tooMany) throw error;
      return { heard: false }; // no stream here; whether the server is there, catchUp tells
    });
  }

  heard(type, data) {
    if (type === 'message' && data && data.seq !== undefined) this.take([data], false);
    else if (type === 'typing' && data) this.ends.typing(data.author || 'bot');
    else if (type === 'state' && data) this.ends.state(data.state || data);
  }

  take(messages, history) {
    for (const { seq } of messages) this.cursor = Math.max(this.cursor, seq);
    this.ends.messages(messages, { history });
  }
}
