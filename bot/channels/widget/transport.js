// The HTTP side of the contract: five calls, and what dialogs may ask.

import { ApiError, errorOf } from './api-error.js';
import { readEvents } from './sse.js';
import { upload } from './upload.js';

const OPEN_TIMEOUT_MS = 20000;
const SEND_TIMEOUT_MS = 75000;
const SILENT_MS = 45000;

async function failure(response) {
  const problem = await response.json().catch(() => ({}));
  return errorOf(response.status, problem, response.headers.get('Retry-After'));
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
    this.root = `${server.replace(/\/+$/, '')}/api/v1`;
    this.base = `${this.root}/conversations`;
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

  /**
   * For dialogs: calls in the conversation's name, to paths under /api/v1 and nowhere else.
   * They are given these functions, never the token.
   */
  inNameOf(conversation, signal) {
    const auth = this.auth(conversation);
    return {
      json: (method, path, body) => this.json(this.root + path, {
        method,
        headers: body === undefined ? auth : { ...auth, 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      }, signal, OPEN_TIMEOUT_MS),
      upload: (path, file, { headers, stop, onProgress }) => upload(this.root + path, file, {
        headers: { ...headers, ...auth }, signals: [signal, stop], onProgress,
      }),
    };
  }

  async json(url, init, signal, timeout) {
    const limit = linked(signal, timeout);
    try {
      const response = await call(url, init, limit);
      if (response.status === 204) return null;
      return await response.json().catch(() => { throw new ApiError(0); });
    } finally {
      limit.release();
    }
  }

  url({ id }, tail) { return `${this.base}/${encodeURIComponent(id)}/${tail}`; }

  auth({ token }) { return { Authorization: `Bearer ${token}` }; }
}
