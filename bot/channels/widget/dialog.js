// A dialog over the panel: the rest stands still, Tab goes round inside, Esc closes,
// and the focus comes back to where it was. One at a time in a panel.

import { h } from './dom.js';

const open = new WeakMap(); // panel -> end() of its dialog
const FOCUSABLE = 'button, a[href], summary, [tabindex="0"]';

/**
 * box: the element with role and label. first: what gets the focus.
 * cover: it hides the whole panel. mayClose(): false keeps it open when the person wants to close it.
 * onEnd(): it is gone, for whatever reason.
 * Returns close(), which asks mayClose() first, and end(), which does not.
 */
export function openDialog(panel, box, {
  first, cover = false, mayClose = () => true, onEnd = () => {},
}) {
  endDialog(panel);
  const root = panel.getRootNode();
  const before = root.activeElement;
  const others = [...panel.children];

  const end = () => {
    if (open.get(panel) !== end) return;
    open.delete(panel);
    veil.remove();
    others.forEach((node) => node.removeAttribute('inert'));
    (before && before.isConnected ? before : panel).focus();
    onEnd();
  };
  const close = () => { if (mayClose()) end(); };
  const veil = h('div', {
    class: cover ? 'veil cover' : 'veil',
    onkeydown: (event) => {
      if (event.key === 'Escape' && !event.repeat) close();
      if (event.key === 'Tab') goRound(event, box, root.activeElement);
    },
  }, box);

  others.forEach((node) => node.setAttribute('inert', ''));
  panel.append(veil);
  open.set(panel, end);
  first.focus();
  return { close, end };
}

/** For a conversation that is left behind: whatever is open over it goes too. */
export function endDialog(panel) {
  const end = open.get(panel);
  if (end) end();
}

function goRound(event, box, active) {
  const all = [...box.querySelectorAll(FOCUSABLE)]
    .filter((node) => !node.disabled && node.getClientRects().length);
  const edge = event.shiftKey ? all[0] : all[all.length - 1];
  if (active !== edge && all.includes(active)) return;
  event.preventDefault();
  (event.shiftKey ? all[all.length - 1] : all[0]).focus();
}
