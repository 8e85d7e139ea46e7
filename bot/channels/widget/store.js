// What the widget keeps on this device: the conversation's key (and, until the next one
// begins, the one before), unsent messages, the draft and the large-text choice. Unsent messages have a key each, so two
// tabs never overwrite one another.

function usable(kind) {
  try {
    const area = window[kind];
    area.setItem('fawen:probe', '1');
    area.removeItem('fawen:probe');
    return area;
  } catch {
    return memoryArea();
  }
}

function memoryArea() {
  const map = new Map();
  return {
    get length() { return map.size; },
    key: (i) => [...map.keys()][i],
    getItem: (k) => (map.has(k) ? map.get(k) : null),
    setItem: (k, v) => { map.set(k, v); },
    removeItem: (k) => { map.delete(k); },
  };
}

export class Store {
  constructor(server) {
    this.prefix = `fawen:${server}:`;
    this.local = usable('localStorage');
    this.tab = usable('sessionStorage');
  }

  get conversation() { return this.read('conversation'); }
  set conversation(value) { this.write('conversation', value); }

  /** The conversation that was left to begin anew, until the new one has begun. */
  get previous() { return this.read('previous'); }
  set previous(value) { this.write('previous', value); }

  /** What is being brought from elsewhere in this tab: {code, claim, agreed}. */
  get carrying() { return this.read('carrying', this.tab); }
  set carrying(value) { this.write('carrying', value, this.tab); }

  get draft() { return this.read('draft') || ''; }
  set draft(text) { this.write('draft', text || null); }

  get large() { return this.read('large') === true; }
  set large(on) { this.write('large', on || null); }

  /** Whether the panel was open in this tab. */
  get open() { return this.tab.getItem(`${this.prefix}open`) === '1'; }
  set open(on) {
    if (on) this.tab.setItem(`${this.prefix}open`, '1');
    else this.tab.removeItem(`${this.prefix}open`);
  }

  pending() {
    return this.keys('unsent:').map((key) => this.read(key)).filter(Boolean)
      .sort((a, b) => a.at - b.at);
  }

  keep(item) { this.write(`unsent:${item.cid}`, item); }
  drop(cid) { this.write(`unsent:${cid}`, null); }

  /** Forget the conversation, here and in the other tabs; the large-text choice stays. */
  forget() {
    this.conversation = null;
    this.previous = null;
    this.carrying = null;
    this.draft = '';
    for (const key of this.keys('unsent:')) this.write(key, null);
    this.write('wiped', Date.now());
    this.write('wiped', null);
  }

  forgetEverything() {
    this.forget();
    this.large = false;
    this.open = false;
  }

  /** Tell of another tab's doings: wiped() or moved() to another conversation. */
  watch({ wiped, moved }) {
    const listener = ({ key, newValue }) => {
      if (key === null || (key === `${this.prefix}wiped` && newValue)) wiped();
      else if (key === `${this.prefix}conversation` && newValue) moved();
    };
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  }

  keys(start) {
    const full = this.prefix + start;
    const found = [];
    for (let i = 0; i < this.local.length; i += 1) {
      const key = this.local.key(i);
      if (key.startsWith(full)) found.push(key.slice(this.prefix.length));
    }
    return found;
  }

  read(key, area = this.local) {
    try {
      return JSON.parse(area.getItem(this.prefix + key));
    } catch {
      return null;
    }
  }

  write(key, value, area = this.local) {
    try {
      if (value === null) area.removeItem(this.prefix + key);
      else area.setItem(this.prefix + key, JSON.stringify(value));
    } catch { /* storage full or blocked: the page still works without it */ }
  }
}
