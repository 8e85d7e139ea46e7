// The panel: header, status, messages, notices, actions, composer. Draws what the
// session tells it and passes on what the person does; knows nothing of the server.

import { Composer } from './composer.js';
import { confirm } from './confirm.js';
import { endDialog } from './dialog.js';
import { dialogFor } from './dialogs.js';
import { h, icon } from './dom.js';
import { Log } from './log.js';
import { HOTLINE, HUMAN_REQUEST, T } from './texts.js';
import { welcome } from './welcome.js';

const TYPING_MS = 12000;
const STILL_TYPING_MS = 12000;

export class View {
  /** server: whose links are shown as links.
   *  does: send(said), retry(), restart(), forget(), calls(), leave(), close(),
   *  large(on), draft(text), noteNews(). */
  constructor({ server, does, draft, large }) {
    this.server = server;
    this.does = does;
    this.conversationState = 'bot';
    this.build();
    this.setLarge(large);
    this.composer.text = draft;
    this.refresh();
  }

  build() {
    const { does } = this;
    const send = (said) => {
      const open = dialogFor(said.payload);
      if (open) open(this.panel, { calls: does.calls(), leave: () => does.leave() });
      else { this.hideNotice(); does.send(said); }
    };

    this.largeButton = h('button', {
      type: 'button', class: 'tool', onclick: () => this.toggleLarge(),
    }, T.large);
    this.closeButton = h('button', {
      type: 'button', class: 'tool close', 'aria-label': T.close, title: T.close,
      onclick: () => does.close(),
    }, icon('close'));
    const header = h('header', { class: 'head' },
      h('h2', { class: 'name' }, T.name, h('span', { class: 'role' }, T.role)),
      this.largeButton,
      h('button', {
        type: 'button', class: 'tool leave', title: T.leaveHint,
        onclick: () => does.leave(),
      }, T.leave),
      this.closeButton);

    this.stateLine = h('p', { class: 'state', role: 'status' });
    const status = h('div', { class: 'status' }, this.stateLine, h('button', {
      type: 'button', class: 'quiet', onclick: () => this.askForget(),
    }, T.forget));
    this.offlineLine = h('p', { class: 'offline', role: 'status' });

    this.welcome = welcome(send);
    this.loadingLine = h('p', { class: 'loading', hidden: true }, T.loading);
    this.list = h('div', {
      class: 'log', role: 'log', 'aria-label': T.log, 'aria-live': 'polite',
      'aria-relevant': 'additions',
    });
    this.typingLine = h('p', { class: 'typing', role: 'status' });
    this.scroller = h('div', {
      class: 'scroll', tabindex: 0, role: 'region', 'aria-label': T.conversation,
    }, this.welcome, this.loadingLine, this.list, this.typingLine);
    const pill = h('button', { type: 'button', class: 'pill', hidden: true },
      icon('down'), T.newMessages);
    const stage = h('div', { class: 'stage' }, this.scroller, pill);
    this.log = new Log({
      scroller: this.scroller,
      list: this.list,
      pill,
      server: this.server,
      onButton: send,
      onRetry: () => does.retry(),
    });

    this.notice = h('div', { class: 'notice', role: 'status' });
    this.humanButton = h('button', {
      type: 'button', class: 'action human', onclick: () => send({ text: HUMAN_REQUEST }),
    });
    const actions = h('div', { class: 'actions' }, this.humanButton, h('a', {
      class: 'action', href: `tel:${HOTLINE}`, 'aria-label': T.callLabel,
    }, icon('phone'), T.call));

    this.composer = new Composer({
      onSend: (text) => send({ text }),
      onChange: (text) => { does.draft(text); if (this.isRefusal) this.hideNotice(); },
    });

    this.panel = h('section', { class: 'panel', 'aria-label': T.panel, tabindex: -1 },
      header, status, this.offlineLine, stage, this.notice, actions, this.composer.el);
  }

  // What the session reports

  pending(item) {
    this.log.pending(item);
    this.refresh();
  }

  unpend(cid) {
    this.log.unpend(cid);
    this.refresh();
  }

  delivered(cid, firstReplySeq) {
    this.log.delivered(cid, firstReplySeq);
    this.refresh();
  }

  messages(messages, { history }) {
    if (history) this.list.setAttribute('aria-live', 'off');
    const news = this.log.add(messages, { history });
    if (news) this.typing(null);
    this.refresh();
    if (history) setTimeout(() => this.list.setAttribute('aria-live', 'polite'), 300);
    else if (news) this.does.noteNews();
  }

  loading(yes) {
    this.isLoading = yes;
    this.refresh();
  }

  state(name) {
    if (name === this.conversationState || !T.states[name]) return;
    this.conversationState = name;
    if (name === 'closed') this.say(T.closed, T.startNew, () => this.does.restart());
    else if (this.noticeText === T.closed) this.hideNotice();
    this.refresh();
  }

  /** An answer is awaited: only the bot owes one at once. */
  waiting(yes) {
    this.isWaiting = yes && this.conversationState === 'bot';
    if (!this.typingUntil) this.typing(null);
    if (this.isWaiting) this.showTyping('bot');
  }

  /** Somebody is writing (or null: nobody is). */
  typing(author) {
    clearTimeout(this.typingUntil);
    this.typingUntil = null;
    if (!author) {
      clearTimeout(this.stillTyping);
      this.typingLine.replaceChildren();
      return;
    }
    this.showTyping(author);
    this.typingUntil = setTimeout(() => {
      this.typing(null);
      if (this.isWaiting) this.showTyping('bot');
    }, TYPING_MS);
  }

  showTyping(author) {
    const words = h('span', {}, T.typing[author] || T.typing.bot);
    const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
    this.typingLine.replaceChildren(words, dots);
    this.log.keepBottom();
    clearTimeout(this.stillTyping);
    if (author === 'bot') {
      this.stillTyping = setTimeout(() => { words.textContent = T.stillTyping; }, STILL_TYPING_MS);
    }
  }

  online(yes) {
    this.isOffline = !yes;
    this.refresh();
  }

  busy(seconds) { this.say(T.busy(seconds)); }

  calm() { if (this.noticeText !== T.closed) this.hideNotice(); }

  refused(detail) {
    this.say(detail || T.refused);
    this.isRefusal = true; // gone as soon as the words are changed
  }

  giveBack(texts) { if (texts.length) this.composer.giveBack(texts); }

  conversationGone() {
    this.isOffline = false;
    this.typing(null);
    this.refresh();
    this.say(T.gone, T.restart, () => {
      this.does.restart();
      this.composer.box.focus();
    });
  }

  clear() {
    endDialog(this.panel);
    this.log.clear();
    this.typing(null);
    this.hideNotice();
    Object.assign(this, { isLoading: false, isOffline: false, conversationState: 'bot' });
    this.refresh();
    this.scroller.scrollTop = 0;
  }

  forgetDraft() { this.composer.text = ''; }

  // Own affairs

  refresh() {
    const fresh = this.log.empty && !this.isLoading;
    this.welcome.hidden = !fresh;
    this.loadingLine.hidden = !(this.isLoading && this.log.empty);
    const offline = this.log.hasUnsent ? T.offlineUnsent : T.offline;
    setText(this.offlineLine, this.isOffline ? offline : '');
    setText(this.stateLine, T.states[this.conversationState]);
    const human = T.humanStates[this.conversationState];
    if (this.humanButton.textContent !== human) {
      this.humanButton.replaceChildren(icon('person'), human);
    }
    this.humanButton.disabled = human !== T.human;
    this.log.keepBottom();
  }

  say(text, label, onclick) {
    this.noticeText = text;
    this.isRefusal = false;
    this.notice.replaceChildren(h('p', {}, text));
    if (label) this.notice.append(h('button', { type: 'button', class: 'reply', onclick }, label));
    this.log.keepBottom();
  }

  hideNotice() {
    this.noticeText = null;
    this.isRefusal = false;
    this.notice.replaceChildren();
  }

  askForget() {
    const awaited = this.conversationState === 'queued' || this.conversationState === 'staff';
    confirm(this.panel, {
      title: T.forgetTitle,
      body: T.forgetBody + (awaited ? T.forgetWaiting : ''),
      no: T.forgetNo,
      yes: T.forgetYes,
      onYes: () => this.does.forget(),
    });
  }

  askCarry({ onYes, onNo }) {
    confirm(this.panel, {
      title: T.carryTitle, body: T.carryBody, no: T.carryNo, yes: T.carryYes, onYes, onNo,
    });
  }

  toggleLarge() {
    const on = this.largeButton.getAttribute('aria-pressed') !== 'true';
    this.setLarge(on);
    this.does.large(on);
  }

  setLarge(on) {
    this.largeButton.setAttribute('aria-pressed', String(on));
    this.panel.classList.toggle('large', on);
    this.composer.resize();
    this.log.keepBottom();
  }
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
