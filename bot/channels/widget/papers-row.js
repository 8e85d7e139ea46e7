// A paper that is there: its name, its size, and taking it back, which is asked about once.

import { h } from './dom.js';
import { P } from './texts-papers.js';

export function sentRow(paper, { mayRemove, onRemove }) {
  const brought = !paper.media_type;
  const name = brought ? P.willBring : paper.name;
  const choice = h('div', { class: 'paper-choice' });
  const button = (text, onclick, kind = '') => h('button', {
    type: 'button', class: `reply small ${kind}`, 'aria-label': `${text}：${paper.name}`, onclick,
  }, text);

  const remove = brought
    ? button(P.notBring, onRemove, 'plain')
    : button(P.remove, () => ask(), 'plain');
  const ask = () => {
    const no = button(P.removeNo, () => { choice.replaceChildren(remove); remove.focus(); });
    choice.replaceChildren(
      h('span', { class: 'paper-ask' }, P.removeAsk), no, button(P.removeYes, onRemove, 'danger-way'),
    );
    no.focus();
  };

  if (mayRemove) choice.append(remove);
  return h('li', { class: 'paper' },
    h('div', { class: 'paper-name' }, name,
      brought ? '' : h('span', { class: 'paper-state' }, P.size(paper.size / 1e6))),
    choice);
}
