// Waiting between attempts: exponential, jittered, and cut short when there is
// reason to think the next attempt will work (network back, person asks).

const FIRST_MS = 1000;
const LONGEST_MS = 30000;

export function backoff(failures) {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return full * (0.5 + Math.random() / 2);
}

export class Naps {
  constructor() {
    this.wakers = new Set();
  }

  /** Resolves after ms, on nudge() unless firm, or when signal aborts. */
  nap(ms, signal, { firm = false } = {}) {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      if (signal.aborted) wake();
      signal.addEventListener('abort', wake);
      if (!firm) this.wakers.add(wake);
    });
  }

  nudge() {
    for (const wake of [...this.wakers]) wake();
  }
}
