// Server-sent events over fetch (EventSource cannot carry an Authorization header).

export class SseParser {
  constructor(onEvent) {
    this.onEvent = onEvent;
    this.buffer = '';
    this.clear();
  }

  clear() {
    this.type = '';
    this.data = [];
  }

  push(chunk) {
    // A lone \r at the very end may be the first half of \r\n: leave it for later.
    const lines = (this.buffer + chunk).split(/\r\n|\n|\r(?!$)/);
    this.buffer = lines.pop();
    lines.forEach((line) => this.line(line));
  }

  line(line) {
    if (line === '') {
      if (this.data.length) this.onEvent(this.type || 'message', this.data.join('\n'));
      this.clear();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.type = value;
    else if (field === 'data') this.data.push(value);
  }
}

/** Reads the body to its end, calling onBytes for every chunk, comments included. */
export async function readEvents(body, onEvent, onBytes) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new SseParser(onEvent);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    parser.push(decoder.decode(value, { stream: true }));
  }
}
