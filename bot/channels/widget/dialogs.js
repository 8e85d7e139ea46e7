// Which buttons open a dialog here instead of saying something to the server, by the
// intent that their payload names. A new dialog is a new line.

import { openPapers } from './papers.js';

const DIALOGS = new Map([
  ['send_papers', openPapers],
]);

/**
 * open(panel, tools) for such a payload, else null. The tools are
 * calls: the server in the conversation's name (see Api.inNameOf), and leave().
 */
export function dialogFor(payload) {
  const [, intent, json] = /^\/([a-z_]+)([^]*)$/.exec(payload || '') || [];
  const opener = DIALOGS.get(intent);
  return opener ? (panel, tools) => opener(panel, { ...tools, values: read(json) }) : null;
}

function read(json) {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}
