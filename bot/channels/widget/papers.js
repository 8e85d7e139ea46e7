// 「交材料」: what is wanted for an application, what is there already, and handing in the
// rest. Nothing is kept here: opened again, it shows what the server has.

import { openDialog } from './dialog.js';
import { h, icon } from './dom.js';
import { papersApi } from './papers-api.js';
import { said } from './papers-errors.js';
import { Item } from './papers-item.js';
import { T } from './texts.js';
import { P } from './texts-papers.js';

export function openPapers(panel, { values, calls, leave }) {
  new PapersDialog(String(values.number || ''), calls).open(panel, leave);
}

class PapersDialog {
  constructor(number, calls) {
    this.number = number;
    this.api = papersApi(calls, number);
    this.items = [];
    this.last = Promise.resolve();
    this.queue = (task) => { this.last = this.last.then(task); };
    this.tell = (text) => { this.news.textContent = text; };
  }

  open(panel, leave) {
    this.title = h('h3', { id: 'papers-title', class: 'name', tabindex: -1 }, P.title);
    this.news = h('p', { class: 'unseen', role: 'status' });
    this.body = h('div', {
      class: 'papers-body', role: 'region', 'aria-label': P.list, tabindex: 0,
    });
    this.foot = h('div', { class: 'papers-foot' });
    this.box = h('div', {
      class: 'papers', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'papers-title',
    },
    h('header', { class: 'head' },
      this.title,
      h('button', { type: 'button', class: 'tool leave', title: T.leaveHint, onclick: leave }, T.leave),
      h('button', {
        type: 'button', class: 'tool close', 'aria-label': P.close, title: P.close,
        onclick: () => this.dialog.close(),
      }, icon('close'))),
    this.body, this.news, this.foot);
    this.dialog = openDialog(panel, this.box, {
      first: this.title,
      cover: true,
      mayClose: () => this.mayClose(),
      onEnd: () => this.items.forEach((item) => item.stop()),
    });
    this.load();
  }

  /** because: what has made another look necessary. */
  async load(because = '') {
    if (!this.items.length) this.body.replaceChildren(h('p', { class: 'papers-lead' }, P.loading));
    try {
      this.show(await this.api.look(), because);
    } catch (error) {
      this.showTrouble(said(error));
    }
  }

  showTrouble(text) {
    this.items = [];
    this.tell(text);
    const again = h('button', { type: 'button', class: 'reply', onclick: () => this.load() }, P.again);
    this.body.replaceChildren(h('p', { class: 'papers-lead' }, text), again);
    this.showFoot();
  }

  show(overview, because) {
    const { may_add_papers: mayAdd, may_remove_papers: mayRemove, paper_rules: rules } = overview;
    this.isAsked = overview.state === 'supplement_asked';
    this.papers = new Map(overview.papers.map((paper) => [paper.id, paper]));
    const others = { id: '', text: P.others, hint: overview.wanted.length ? P.othersHint : '' };
    this.items = [...overview.wanted, others].map((wanted) => new Item({
      wanted,
      rules,
      mayAdd,
      mayRemove,
      api: this.api,
      queue: this.queue,
      ends: {
        arrived: (paper) => { this.papers.set(paper.id, paper); this.share(); },
        removed: (paper) => { this.papers.delete(paper.id); this.share(); },
        reload: (why) => { if (!this.isUnderWay) this.load(why); },
        tell: this.tell,
      },
    }));
    this.body.replaceChildren(
      h('p', { class: 'papers-number' }, P.number(this.number)),
      ...(because ? [h('p', { class: 'papers-lead because' }, because)] : []),
      ...lead(overview).map((text) => h('p', { class: 'papers-lead' }, text)),
      h('p', { class: 'papers-note' }, P.safe),
      h('ul', { class: 'paper-items' }, ...this.items.map((item) => item.el)),
      mayAdd ? h('p', { class: 'papers-note' }, P.rules(rules)) : '',
    );
    this.share();
    this.showFoot();
  }

  /** To each item the papers that answer it; what answers none is among the others. */
  share() {
    const all = [...this.papers.values()];
    const known = new Set(this.items.map(({ wanted }) => wanted.id));
    for (const item of this.items) {
      item.show(all.filter((paper) => (item.isOther
        ? !paper.wanted.some((id) => known.has(id))
        : paper.wanted.includes(item.wanted.id))));
    }
    this.keepFocus();
  }

  /** What had the focus may have gone: without it, neither Tab nor Esc would be heard. */
  keepFocus() {
    const active = this.box.getRootNode().activeElement;
    if (!active || !this.box.contains(active)) this.title.focus();
  }

  showFoot() {
    const button = (text, onclick, kind = '') => h('button', {
      type: 'button', class: `reply ${kind}`, onclick,
    }, text);
    const close = () => this.dialog.close();
    this.foot.replaceChildren(...(this.isAsked
      ? [button(P.later, close), button(P.complete, () => this.complete(), 'strong')]
      : [button(P.done, close, 'strong')]));
    this.keepFocus();
  }

  /** A question in the foot; the safe answer comes first and gets the focus. */
  ask(text, no, yes, onYes) {
    const safe = h('button', {
      type: 'button', class: 'reply', onclick: () => { this.showFoot(); this.title.focus(); },
    }, no);
    this.foot.replaceChildren(h('p', { id: 'papers-ask' }, text), safe, h('button', {
      type: 'button', class: 'reply strong', onclick: onYes,
    }, yes));
    safe.setAttribute('aria-describedby', 'papers-ask');
    safe.focus();
  }

  get isUnderWay() { return this.items.some((item) => item.isUnderWay); }

  mayClose() {
    if (!this.isUnderWay) return true;
    this.ask(P.underWayAsk, P.underWayNo, P.underWayYes, () => this.dialog.end());
    return false;
  }

  complete() {
    const missing = this.items.filter((item) => !item.isOther && !item.isAnswered).length;
    if (missing) this.ask(P.missingAsk(missing), P.missingNo, P.missingYes, () => this.hand());
    else this.hand();
  }

  async hand() {
    try {
      await this.api.complete();
    } catch (error) {
      this.ask(said(error), P.missingNo, P.again, () => this.hand());
      return;
    }
    this.isAsked = false;
    this.items = [];
    this.tell(P.thanks);
    this.body.replaceChildren(
      h('p', { class: 'papers-lead strong' }, P.thanks), h('p', { class: 'papers-lead' }, P.thanksMore),
    );
    this.showFoot();
    this.foot.querySelector('button').focus();
  }
}

function lead({ state, state_text: stateText, may_add_papers: mayAdd, wanted, clocks }) {
  if (!mayAdd) return [P.over(stateText)];
  if (state !== 'supplement_asked') return [wanted.length ? P.lead : P.leadNothing];
  const due = clocks.filter(({ kind }) => kind === 'supplement').map((clock) => P.due(day(clock.due)));
  return [P.leadAsked, ...due];
}

function day(value) {
  const [, month, date] = value.split('-').map(Number);
  return `${month}月${date}日`;
}
