// One file on its way: fetch cannot tell how much of it has gone, XMLHttpRequest can.

import { ApiError, errorOf } from './api-error.js';

const STUCK_MS = 60000;

/** Resolves to the server's answer; every failure is an ApiError. onProgress(0..1). */
export function upload(url, file, { headers, signals, onProgress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let stuck;
    const moving = () => {
      clearTimeout(stuck);
      stuck = setTimeout(abort, STUCK_MS);
    };
    const failed = () => reject(new ApiError(0));

    request.upload.onprogress = ({ loaded, total }) => {
      moving();
      onProgress(total ? loaded / total : 0);
    };
    request.onload = () => {
      const body = parse(request.responseText);
      const done = request.status >= 200 && request.status < 300;
      if (done && body) resolve(body);
      else if (done) failed();
      else reject(errorOf(request.status, body || {}, request.getResponseHeader('Retry-After')));
    };
    request.onerror = failed;
    request.onabort = failed;
    request.onloadend = () => {
      clearTimeout(stuck);
      for (const signal of signals) signal.removeEventListener('abort', abort);
    };

    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    for (const signal of signals) signal.addEventListener('abort', abort);
    if (signals.some((signal) => signal.aborted)) {
      failed();
      return;
    }
    moving();
    request.send(file);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
