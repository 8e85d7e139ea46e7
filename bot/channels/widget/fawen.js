// <fawen-chat>: the citizen's web widget of Fawen. Embed with one line:
//   <script type="module" src="https://host/widget/fawen.js"></script>
// Attributes of <fawen-chat>, all optional:
//   inline    fill the container (on small screens it becomes button and sheet)
//   server    origin of the API; default: where this script came from
//   exit-url  where 「快速离开」 goes; default: https://www.baidu.com/
// Any element of the page with data-fawen-open opens the widget when clicked.
// A page address that ends in #fawen=CODE brings a conversation from elsewhere (see carry.js).

import { takeCode } from './carry.js';
import { isComposing } from './composer.js';
import { h, icon, safeUrl } from './dom.js';
import { Placement } from './placement.js';
import { Session } from './session.js';
import { Store } from './store.js';
import { applyStyles } from './styles.js';
import { T } from './texts.js';
import { View } from './view.js';

const EXIT_URL = 'https://www.baidu.com/';
const TWICE_MS = 1500;

class FawenChat extends HTMLElement {
  connectedCallback() {
    if (!this.root) this.build();
    this.wire();
    this.placement.start();
    this.bring();
    this.session.start();
  }

  disconnectedCallback() {
    this.session.stop();
    this.placement.stop();
    this.unwire.abort();
    this.view.clear();
  }

  build() {
    const server = this.getAttribute('server') || new URL(import.meta.url).origin;
    this.store = new Store(server);
    this.view = new View({
      server,
      draft: this.store.draft,
      large: this.store.large,
      does: {
        send: (said) => this.session.send(said),
        retry: () => this.session.retry(),
        restart: () => this.session.restart(),
        forget: () => this.session.forget(),
        calls: () => this.session.calls(),
        leave: () => this.leave(),
        close: () => this.close(),
        large: (on) => { this.store.large = on; },
        draft: (text) => { this.store.draft = text; },
        noteNews: () => { if (!this.isShown) this.unread(true); },
      },
    });
    this.session = new Session({ server, store: this.store, view: this.view });

    this.launcherText = h('span', {}, T.launcher);
    this.launcher = h('button', {
      type: 'button', class: 'launcher', onclick: () => this.open(),
    }, icon('chat'), this.launcherText);
    this.root = h('div', { class: 'root' }, this.launcher, this.view.panel);

    const shadow = this.attachShadow({ mode: 'open' });
    applyStyles(shadow);
    shadow.append(this.root);
    this.placement = new Placement({
      root: this.root,
      wantsInline: () => this.hasAttribute('inline'),
      onChange: () => this.show(this.store.open, { focus: false }),
    });
  }

  wire() {
    this.unwire = new AbortController();
    const on = (target, name, listener) => {
      target.addEventListener(name, listener);
      this.unwire.signal.addEventListener('abort', () => {
        target.removeEventListener(name, listener);
      });
    };
    on(document, 'keydown', (event) => this.key(event));
    on(document, 'click', (event) => {
      if (!event.target.closest || !event.target.closest('[data-fawen-open]')) return;
      event.preventDefault();
      this.open();
    });
    on(document, 'visibilitychange', () => { if (!document.hidden) this.session.retry(); });
    on(window, 'hashchange', () => this.bring());
    on(window, 'online', () => this.session.retry());
    this.unwire.signal.addEventListener('abort', this.store.watch({
      wiped: () => this.session.forgotten(),
      moved: () => this.session.reload(),
    }));
  }

  get isInline() { return this.placement.mode === 'inline'; }

  bring() {
    const code = takeCode();
    if (!code) return;
    this.open();
    this.session.bring(code);
  }

  open() {
    this.store.open = !this.isInline;
    this.show(true, { focus: true });
  }

  close() {
    this.store.open = false;
    this.show(false, { focus: true });
  }

  show(open, { focus }) {
    const { view, placement } = this;
    const shown = open || this.isInline;
    this.isShown = shown;
    view.panel.hidden = !shown;
    this.launcher.hidden = shown;
    view.closeButton.hidden = this.isInline;
    const sheet = shown && placement.mode === 'sheet';
    placement.lockPage(sheet);
    view.panel.setAttribute('role', this.isInline ? 'region' : 'dialog');
    view.panel.setAttribute('aria-modal', String(sheet));
    if (shown) {
      this.unread(false);
      view.composer.resize();
      view.log.keepBottom();
    }
    if (!focus) return;
    if (!shown) this.launcher.focus();
    // On a phone the keyboard would cover the welcome: do not call it up unasked.
    else if (sheet) view.panel.focus();
    else view.composer.box.focus();
  }

  unread(yes) {
    this.launcher.classList.toggle('unread', yes);
    this.launcher.setAttribute('aria-label', yes ? T.launcherUnread : T.launcher);
  }

  key(event) {
    if (!this.isShown) return;
    if (event.key === 'Tab' && this.placement.mode === 'sheet') this.keepFocus(event);
    if (event.key !== 'Escape' || event.repeat || isComposing(event)) return;
    const now = Date.now();
    if (now - (this.escapedAt || 0) < TWICE_MS) {
      this.leave();
      return;
    }
    this.escapedAt = now;
    if (this.view.noticeText) return; // do not push a notice with a choice aside
    this.view.say(T.leaveOnceMore);
    setTimeout(() => {
      if (this.view.noticeText === T.leaveOnceMore) this.view.hideNotice();
    }, TWICE_MS);
  }

  /** The sheet covers the page, so Tab goes round inside it. */
  keepFocus(event) {
    const all = [...this.view.panel.querySelectorAll('button, a, textarea, summary, [tabindex="0"]')]
      .filter((node) => !node.disabled && node.getClientRects().length && !node.closest('[inert]'));
    const active = this.shadowRoot.activeElement;
    const last = all[all.length - 1];
    const astray = !active || active === this.view.panel;
    if (astray || active === (event.shiftKey ? all[0] : last)) {
      event.preventDefault();
      (event.shiftKey ? last : all[0]).focus();
    }
  }

  /** Screen and storage first, then away; the visited page is replaced in the history. */
  leave() {
    document.documentElement.style.display = 'none';
    document.title = '\u200b';
    this.session.stop();
    this.store.forgetEverything();
    this.view.clear();
    this.view.forgetDraft();
    window.location.replace(safeUrl(this.getAttribute('exit-url')) || EXIT_URL);
  }
}

if (!customElements.get('fawen-chat')) customElements.define('fawen-chat', FawenChat);

function ensureOne() {
  if (!document.querySelector('fawen-chat')) {
    document.body.append(document.createElement('fawen-chat'));
  }
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ensureOne);
else ensureOne();
