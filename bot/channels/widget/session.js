// One citizen's conversation: opened on the first message, followed while the page
// lives, forgotten on request. Knows the server and the store; draws through view.

import { ApiError } from './api-error.js';
import { Carry } from './carry.js';
import { Feed } from './feed.js';
import { Naps } from './naps.js';
import { Outbox } from './outbox.js';
import { Api } from './transport.js';

/** One at a time over all tabs, where the browser can. */
function exclusively(task) {
  return navigator.locks ? navigator.locks.request('fawen:create', task) : task();
}

export class Session {
  constructor({ server, store, view }) {
    this.api = new Api(server);
    this.store = store;
    this.view = view;
    this.naps = new Naps();
    this.carry = new Carry({
      store,
      view,
      naps: this.naps,
      open: (body, signal) => exclusively(async () => {
        this.store.conversation = await this.api.create(body, signal);
        this.store.previous = null;
      }),
      onOpened: () => this.reload(),
    });
  }

  /** items: what is still to be sent; on page load, all that the device holds. */
  start(items = this.store.pending()) {
    this.life = new AbortController();
    const { signal } = this.life;
    this.gone = false;
    this.feed = null;
    this.conversation = this.store.conversation;
    this.outbox = new Outbox({
      items,
      store: this.store,
      naps: this.naps,
      signal,
      view: this.view,
      post: async (item) => this.api.send(await this.ensureConversation(signal), item, signal),
      ends: {
        delivered: (item, answer) => this.delivered(item, answer),
        refused: (item, error) => this.refused(item, error),
        gone: () => this.lost(),
      },
    });
    if (this.conversation) this.follow({ fresh: false });
    this.carrying = this.carry.run(signal);
    this.outbox.drain();
  }

  stop() {
    if (this.life) this.life.abort();
  }

  /** A code from the page's address, before the start or at any time after it. */
  bring(code) {
    this.carry.take(code);
    if (this.life && !this.life.signal.aborted) this.carrying = this.carry.run(this.life.signal);
  }

  /** said: {text} or, for a button, {text: title, payload}. */
  send(said) {
    if (this.gone) this.restart();
    this.outbox.add(said);
  }

  retry() {
    this.naps.nudge();
    if (this.feed) this.feed.wake();
  }

  /** Begin again from what the store holds; other tabs send their own messages. */
  reload(items = this.outbox.items) {
    this.stop();
    this.view.clear();
    this.start(items);
  }

  /** Leave an erased or finished conversation behind; what was typed stays. */
  restart() {
    if (!this.gone) this.store.previous = this.store.conversation;
    this.store.conversation = null;
    this.reload();
  }

  /** What a dialog may ask the server in this conversation's name. */
  calls() { return this.api.inNameOf(this.conversation, this.life.signal); }

  forget() {
    this.stop();
    this.store.forget();
    this.forgotten();
  }

  /** The device's record is gone, by this tab or another: so is what is on screen. */
  forgotten() {
    this.carry.drop(); // another tab's wiping does not reach this tab's own storage
    this.view.forgetDraft();
    this.reload([]);
  }

  async ensureConversation(signal) {
    if (!this.conversation) {
      await this.carrying; // what is being brought may be the conversation
      await exclusively(async () => {
        if (this.conversation || signal.aborted) return;
        const shared = this.store.conversation; // another tab may have been quicker
        this.conversation = shared || await this.create(signal);
        this.store.conversation = this.conversation;
        this.follow({ fresh: !shared });
      });
    }
    return this.conversation;
  }

  async create(signal) {
    const { previous } = this.store;
    try {
      const made = await this.api.create(previous && { previous }, signal);
      this.store.previous = null;
      return made;
    } catch (error) {
      // There is no conversation yet that could be gone.
      throw error.gone ? new ApiError(400, error.detail) : error;
    }
  }

  follow({ fresh }) {
    if (!fresh) this.view.loading(true);
    this.feed = new Feed({
      api: this.api,
      conversation: this.conversation,
      naps: this.naps,
      signal: this.life.signal,
      fresh,
      ends: {
        messages: (list, { history }) => this.arrived(list, history),
        state: (name) => this.view.state(name),
        typing: (author) => this.view.typing(author),
        online: (yes) => this.online(yes),
        gone: () => this.lost(),
      },
    });
    this.feed.run();
  }

  arrived(messages, history) {
    if (history) this.view.loading(false);
    for (const { client_message_id: cid } of messages) if (cid) this.outbox.settle(cid);
    if (messages.length) this.view.messages(messages, { history });
  }

  online(yes) {
    this.view.online(yes);
    if (yes) this.naps.nudge(); // unsent messages need not wait out their pause
  }

  delivered(item, { state, messages = [] }) {
    const first = messages.length ? Math.min(...messages.map((m) => m.seq)) : null;
    this.view.delivered(item.cid, first);
    this.view.messages(messages, { history: false });
    if (state) this.view.state(state);
  }

  refused(item, error) {
    this.view.giveBack(item.payload === undefined ? [item.text] : []);
    this.view.refused(error.detail);
  }

  lost() {
    if (this.gone) return;
    this.gone = true;
    this.stop();
    this.view.loading(false);
    this.view.giveBack(this.outbox.takeBack());
    this.view.conversationGone();
  }
}
