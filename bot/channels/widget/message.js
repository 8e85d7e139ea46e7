// One message as an element: words, law citations, quick replies, time.

import { h, safeUrl, withLinks } from './dom.js';
import { T } from './texts.js';

const two = (n) => String(n).padStart(2, '0');

export function stamp(value, now = new Date()) {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return '';
  const clock = `${at.getHours()}:${two(at.getMinutes())}`;
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (at.getTime() >= midnight) return clock;
  if (at.getTime() >= midnight - 86400000) return T.yesterday + clock;
  const year = at.getFullYear() === now.getFullYear() ? '' : `${at.getFullYear()}年`;
  return `${year}${at.getMonth() + 1}月${at.getDate()}日 ${clock}`;
}

function chineseDate(value) {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(value);
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : value;
}

export function citationTitle({ law, article }) {
  const name = /^《/.test(law) ? law : `《${law}》`;
  return name + (/^\d+$/.test(article) ? `第${article}条` : article || '');
}

// What an answer quotes of an article stands in 「」; a long quotation ends in ……
const QUOTED = /「([^「」]{6,})」/g;

function quotations(text) {
  return [...String(text || '').matchAll(QUOTED)].map(([, words]) => words.replace(/……$/, ''));
}

/** An article's text as nodes, with the sentences that the answer quotes marked. */
function withMarks(text, quotes) {
  const parts = [];
  let from = 0;
  const places = quotes.map((words) => [text.indexOf(words), words]).sort(([a], [b]) => a - b);
  for (const [at, words] of places) {
    if (at < from) continue; // not of this article, or within the sentence before
    parts.push(text.slice(from, at), h('mark', {}, words));
    from = at + words.length;
  }
  return [...parts, text.slice(from)];
}

function citation(data, quotes) {
  const body = h('div', { class: 'article' });
  body.append(data.text
    ? h('p', { class: 'words' }, ...withMarks(data.text, quotes))
    : h('p', { class: 'words missing' }, T.noText));
  const facts = h('p', { class: 'facts' });
  if (data.effective_date) facts.append(T.effective(chineseDate(data.effective_date)));
  if (data.source) {
    const url = safeUrl(data.source);
    if (facts.childNodes.length) facts.append(h('br'));
    facts.append(T.source, url
      ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, data.source)
      : data.source);
  }
  if (facts.childNodes.length) body.append(facts);
  return h('details', { class: 'citation' }, h('summary', {}, citationTitle(data)), body);
}

const DIGEST = '要旨，非原文';

function citations(list, quotes) {
  const hasText = list.some(({ text }) => text && !text.startsWith(DIGEST));
  return h('div', { class: 'citations' },
    h('p', { class: 'basis' }, hasText ? T.basis : T.basisWithoutText), ...list.map((data) => citation(data, quotes)));
}

const JUDGES = /^\/(not_what_i_asked|rate_answer)\b/;

/** The choices, and under them, smaller, what judges the answer. */
function quickReplies(list, onButton) {
  const row = (kind, some) => h('div', { class: kind }, ...some.map(({ title, payload }) => h('button', {
    type: 'button', class: 'reply', onclick: () => onButton({ text: title, payload }),
  }, title)));
  const judging = list.filter(({ payload }) => JUDGES.test(payload));
  const rows = [row('replies', list.filter((one) => !judging.includes(one)))];
  if (judging.length) rows.push(row('replies judging', judging));
  return rows;
}

/** {el, meta}: meta is the line with author and time, hidden when it repeats. */
function frame(author, text, at, server) {
  const words = author === 'citizen' ? [text] : withLinks(String(text || ''), server);
  const bubble = h('div', { class: 'bubble' },
    h('span', { class: 'unseen' }, T.says[author] || ''),
    h('div', { class: 'words' }, ...words));
  const time = h('time', {}, stamp(at));
  const meta = h('div', { class: 'meta', 'aria-hidden': 'true' });
  if (author === 'bot' || author === 'staff') {
    meta.append(h('span', { class: 'who' }, T.authors[author]));
  }
  meta.append(time);
  return { el: h('div', { class: `message ${author}` }, meta, bubble), bubble };
}

export function received(message, server, onButton) {
  const { author, text, citations: laws = [], buttons = [], created_at: at } = message;
  const { el, bubble } = frame(author, text, at, server);
  if (laws && laws.length) bubble.append(citations(laws, quotations(text)));
  if (buttons && buttons.length) el.append(...quickReplies(buttons, onButton));
  return el;
}

/** The citizen's own message before the server has it; status(name|null) updates it, and
 *  words(text) shows it as the record does: what is told in confidence is masked there. */
export function unsent(item, onRetry) {
  const { el } = frame('citizen', item.text, item.at);
  const plain = h('span');
  const retry = h('button', { type: 'button', class: 'retry', hidden: true, onclick: onRetry },
    T.delivery.unsent);
  const line = h('div', { class: 'delivery' }, plain, retry);
  el.append(line);
  return {
    el,
    words(text) {
      const shown = el.querySelector('.words');
      if (shown.textContent !== text) shown.textContent = text;
    },
    status(name) {
      line.hidden = !name;
      retry.hidden = name !== 'unsent';
      plain.hidden = name === 'unsent';
      plain.textContent = T.delivery[name] || '';
      el.classList.toggle('unsent', name === 'unsent');
    },
  };
}
