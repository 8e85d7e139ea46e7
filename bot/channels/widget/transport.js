// The HTTP side of the contract: five calls and one kind of error.

import { readEvents } from './sse.js';

const OPEN_TIMEOUT_MS = 20000;
const SEND_TIMEOUT_MS = 75000;
const SILENT_MS = 45000;
const DEFAULT_RETRY_AFTER_S = 10;

export class ApiError extends Error {
  /** status 0: the server was not reached, or what answered was not it. */
  constructor(status, detail = '', retryAfter = DEFAULT_RETRY_AFTER_S) {
    super(detail || `status ${status}`);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  get tooMany() { return this.status === 429; }
  get gone() { return this.status === 401 || this.status === 404 || this.status === 410; }
  get passing() { return this.status === 0 || this.status === 408 || this.status >= 500; }
}

async function failure(response) {
  const problem = await response.json().catch(() => ({}));
  const said = [problem.detail, problem.title].find(
    (text) => typeof text === 'string' && /[\u4e00-\u9fff]/.test(text),
  );
  const after = Number.parseInt(response.headers.get('Retry-After'), 10);
  return new ApiError(response.status, said, after > 0 ? after : undefined);
}

/** fetch that ends with the signal or the returned stop(); every failure is an ApiError. */
async function call(url, init, stopper) {
  let response;
  try {
    response = await fetch(url, {
      ...init, signal: stopper.signal, cache: 'no-store', credentials: 'omit',
    });
  } catch {
    throw new ApiError(0);
  }
  if (!response.ok) throw await failure(response);
  return response;
}

function linked(signal, ms) {
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  let timer = setTimeout(stop, ms);
  return {
    signal: stopper.signal,
    stop,
    again() { clearTimeout(timer); timer = setTimeout(stop, ms); },
    release() { clearTimeout(timer); signal.removeEventListener('abort', stop); },
  };
}

export class Api {
  constructor(server) {
    this.base = `${server.replace(/\/+$/, '')}/api/v1/conversations`;
  }

  /** body: {continuation, claim}, {previous: conversation} or nothing. */
  async create(body, signal) {
    const init = { method: 'POST' };
    if (body) {
      init.headers = { 'Content-Type': 'application/json' };
      const { previous } = body;
      const named = previous && { conversation_id: previous.id, token: previous.token };
      init.body = JSON.stringify({ ...body, previous: named });
    }
    const made = await this.json(this.base, init, signal, OPEN_TIMEOUT_MS);
    return { id: made.conversation_id, token: made.token };
  }

  send(conversation, { cid, text, payload }, signal) {
    const said = payload === undefined ? { text } : { payload };
    return this.json(this.url(conversation, 'messages'), {
      method: 'POST',
      headers: { ...this.auth(conversation), 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...said, client_message_id: cid }),
    }, signal, SEND_TIMEOUT_MS);
  }

  history(conversation, after, signal) {
    const url = `${this.url(conversation, 'messages')}?after=${after}`;
    return this.json(url, { headers: this.auth(conversation) }, signal, OPEN_TIMEOUT_MS);
  }

  /**
   * Follows the event stream until it ends, falls silent or is stopped.
   * Returns {heard}: whether anything at all came through.
   * onOpen receives a function that drops the stream if it has been quiet for ms.
   */
  async events(conversation, after, { onEvent, onOpen, signal }) {
    const watch = linked(signal, SILENT_MS);
    let heard = false;
    let lastByte = Date.now();
    onOpen((ms) => { if (Date.now() - lastByte > ms) watch.stop(); });
    try {
      const response = await call(this.url(conversation, 'events'), {
        headers: {
          ...this.auth(conversation), Accept: 'text/event-stream', 'Last-Event-ID': String(after),
        },
      }, watch);
      if (!response.body) return { heard };
      await readEvents(response.body, onEvent, () => {
        heard = true;
        lastByte = Date.now();
        watch.again();
      }).catch(() => {});
      return { heard };
    } finally {
      watch.release();
      watch.stop();
    }
  }

  async json(url, init, signal, timeout) {
    const limit = linked(signal, timeout);
    try {
      const response = await call(url, init, limit);
      return await response.json().catch(() => { throw new ApiError(0); });
    } finally {
      limit.release();
    }
  }

  url({ id }, tail) { return `${this.base}/${encodeURIComponent(id)}/${tail}`; }

  auth({ token }) { return { Authorization: `Bearer ${token}` }; }
}
