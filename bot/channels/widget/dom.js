// Building DOM without ever parsing data as HTML.

const SVG = 'http://www.w3.org/2000/svg';

const ICONS = {
  chat: 'M4 5h16v11H9.5L5 19.5V16H4z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0z',
  phone: 'M6.2 3.5h3l1.6 4.2-2 1.6a12 12 0 0 0 5.9 5.9l1.6-2 4.2 1.6v3a2 2 0 0 1-2.2 2A16.6 16.6 0 0 1 4.2 5.7a2 2 0 0 1 2-2.2z',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v13M6.5 12.5L12 18l5.5-5.5',
};

/** h('button', {class: 'x', onclick: fn, 'aria-label': '…'}, 'text', node, …) */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

// Links end where Chinese begins. A path stands alone, or it would be 「和/或」.
const LINKED = new RegExp([
  '(https?://[^\\s<>"\'`\\u0080-\\uffff]+)',
  '(?:^|[\\s：:（(「“])(/[A-Za-z][\\w./?#=&%~-]*)',
  '(\\b0\\d{2,3}-\\d{7,8}\\b|\\b12348\\b|\\b110\\b)',
].join('|'), 'g');
const TAIL = /[.,;:!?)\]}*_~]+$/;
const BEFORE_110 = /(拨打?|打|报警|电话)\s*[：:「“]?\s*$/;

/** The address if it is the server's own, else null. */
function ownUrl(value, server) {
  try {
    const url = new URL(value, server);
    const own = url.origin === new URL(server).origin && !url.username && !url.password;
    return own ? safeUrl(url.href) : null;
  } catch {
    return null;
  }
}

/** Text as nodes: phone numbers and the server's own addresses become links, the rest stays text. */
export function withLinks(text, server) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINKED)) {
    const [whole, address, path, phone] = match;
    const word = phone || (address || path).replace(TAIL, '');
    const at = match.index + (path ? whole.length - path.length : 0);
    const before = text.slice(from, at);
    if (phone === '110' && !BEFORE_110.test(before)) continue;
    const href = phone ? `tel:${phone}` : ownUrl(word, server);
    if (!href) continue;
    const elsewhere = phone ? {} : { target: '_blank', rel: 'noopener' };
    parts.push(before, h('a', { href, ...elsewhere }, word));
    from = at + word.length;
  }
  parts.push(text.slice(from));
  return parts;
}

export function safeUrl(value) {
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
