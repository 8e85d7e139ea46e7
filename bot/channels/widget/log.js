// The list of messages: order, no duplicates, quiet scrolling.

import { received, unsent } from './message.js';

const NEAR_PX = 90;
const SAME_BREATH_MS = 5 * 60 * 1000;
const MARGIN_PX = 12;
const ONE_ANSWER_MS = 3000;

export class Log {
  constructor({ scroller, list, pill, server, onButton, onRetry }) {
    Object.assign(this, { scroller, list, pill, server, onButton, onRetry });
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    pill.addEventListener('click', () => this.showUnseen());
    if (window.ResizeObserver) {
      new ResizeObserver(() => this.keepBottom()).observe(scroller);
    }
    this.clear();
  }

  get empty() { return this.entries.length === 0; }

  clear() {
    this.list.replaceChildren();
    this.entries = []; // {el, order, author, at}, sorted; order Infinity = not sent yet
    this.bySeq = new Map();
    this.byCid = new Map();
    this.answer = null; // where the answer now coming in, maybe in parts, begins
    this.answerAt = 0;
    this.stick = true;
    this.seenAll();
  }

  pending(item) {
    let entry = this.byCid.get(item.cid);
    if (!entry) {
      entry = {
        ...unsent(item, this.onRetry), order: Infinity, author: 'citizen', at: item.at,
      };
      this.byCid.set(item.cid, entry);
      this.place(entry);
      this.answerAt = 0;
      this.toBottom();
    }
    if (entry.order === Infinity) {
      entry.unsent = item.status === 'unsent';
      entry.status(item.status);
    }
    this.keepBottom();
  }

  unpend(cid) {
    const entry = this.byCid.get(cid);
    if (!entry) return;
    this.byCid.delete(cid);
    this.entries.splice(this.entries.indexOf(entry), 1);
    entry.el.remove();
    this.refresh();
  }

  /** The server answered but has not yet shown us the message's own number. */
  delivered(cid, firstReplySeq) {
    const entry = this.byCid.get(cid);
    if (!entry || entry.order !== Infinity) return;
    const known = Math.max(0, ...this.bySeq.keys());
    this.arrive(entry, (firstReplySeq === null ? known + 1 : firstReplySeq) - 0.5);
  }

  /** Adds what is new; returns how many messages by others were added. */
  add(messages, { history }) {
    const news = [];
    for (const message of messages) {
      if (this.bySeq.has(message.seq)) continue;
      const own = this.byCid.get(message.client_message_id);
      if (own) {
        this.bySeq.set(message.seq, own);
        if (own.words) own.words(message.text);
        this.arrive(own, message.seq);
        continue;
      }
      const entry = {
        el: received(message, this.server, this.onButton),
        order: message.seq,
        author: message.author,
        at: Date.parse(message.created_at),
      };
      this.bySeq.set(message.seq, entry);
      if (message.client_message_id) this.byCid.set(message.client_message_id, entry);
      this.place(entry);
      if (message.author !== 'citizen') news.push(entry);
    }
    if (history) this.toBottom();
    else if (news.length) news.forEach((entry) => this.reveal(entry));
    else this.keepBottom();
    return news.length;
  }

  get hasUnsent() { return this.entries.some((e) => e.unsent && e.order === Infinity); }

  arrive(entry, order) {
    entry.order = order;
    if (entry.status) entry.status(null);
    this.place(entry);
  }

  /** Puts the entry where its order says, moving the element only if it must. */
  place(entry) {
    const old = this.entries.indexOf(entry);
    if (old >= 0) this.entries.splice(old, 1);
    let at = this.entries.length;
    while (at > 0 && this.entries[at - 1].order > entry.order) at -= 1;
    this.entries.splice(at, 0, entry);
    const next = this.entries[at + 1] ? this.entries[at + 1].el : null;
    if (entry.el.parentNode !== this.list || entry.el.nextSibling !== next) {
      this.list.insertBefore(entry.el, next);
    }
    this.refresh();
  }

  /** One author line per breath; only the newest quick replies stand out. */
  refresh() {
    let lastWithReplies = -1;
    let lastCitizen = -1;
    this.entries.forEach((entry, i) => {
      const before = this.entries[i - 1];
      const follows = before && before.author === entry.author
        && Math.abs(entry.at - before.at) < SAME_BREATH_MS;
      entry.el.classList.toggle('follows', Boolean(follows));
      if (entry.author === 'citizen') lastCitizen = i;
      if (entry.el.querySelector('.replies')) lastWithReplies = i;
    });
    this.entries.forEach((entry, i) => {
      entry.el.classList.toggle('past', i !== lastWithReplies || i < lastCitizen);
    });
  }

  // Scrolling

  get room() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  scrolled() {
    this.stick = this.room < NEAR_PX;
    if (this.stick) this.seenAll();
  }

  seenAll() {
    this.firstUnseen = null;
    this.pill.hidden = true;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stick = true;
    this.seenAll();
  }

  keepBottom() {
    if (this.stick && !this.empty) this.toBottom();
  }

  /** A reader at the bottom sees the new answer from its first line; others get the pill. */
  reveal(entry) {
    if (this.stick) {
      const now = Date.now();
      if (now - this.answerAt > ONE_ANSWER_MS) this.answer = entry;
      this.answerAt = now;
      this.toTopOf(this.answer);
      return;
    }
    this.firstUnseen = this.firstUnseen || entry;
    this.pill.hidden = false;
  }

  showUnseen() {
    if (this.firstUnseen) this.toTopOf(this.firstUnseen);
    this.seenAll();
    this.scroller.focus({ preventScroll: true });
  }

  toTopOf({ el }) {
    const shift = el.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += shift - MARGIN_PX;
    this.stick = this.room < NEAR_PX;
  }
}
