// What the papers of one application need of the server.

const LONGEST_NAME = 80;
const LONGEST_TITLE = 200;

export function papersApi({ json, upload }, number) {
  const at = `/applications/${encodeURIComponent(number)}`;
  return {
    look: () => json('GET', at),
    send: (file, wanted, { stop, onProgress }) => upload(`${at}/papers`, file, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'X-File-Name': header(first(file.name, LONGEST_NAME)),
        'X-Wanted-Paper': wanted,
      },
      stop,
      onProgress,
    }),
    announce: ({ id, text }) => json('POST', `${at}/announced-papers`, {
      name: first(text, LONGEST_TITLE), wanted: id,
    }),
    remove: (id) => json('DELETE', `${at}/papers/${encodeURIComponent(id)}`),
    complete: () => json('POST', `${at}/supplement`),
  };
}

/** Characters as the server counts them, not UTF-16 units. */
const first = (text, most) => Array.from(text).slice(0, most).join('');

function header(text) {
  try {
    return encodeURIComponent(text);
  } catch { // half an emoji in a file's name: the server finds a name for it
    return '';
  }
}
