// Whether a file is worth sending. The server looks into it; this only saves the wait.

import { P } from './texts-papers.js';

const HEIC = /\.hei[cf]$|^image\/hei[cf]/i;

/** What is wrong with it, or null. */
export function faultOf({ name, size, type }, { accept, megabytes, types }) {
  const taken = accept.split(',');
  const ending = (/\.[^.]+$/.exec(name) || [''])[0].toLowerCase();
  if (HEIC.test(name) || HEIC.test(type)) return P.heic(name);
  if (!taken.includes(type) && !taken.includes(ending)) return P.wrongType(name, types);
  if (size === 0) return P.empty(name);
  if (size > megabytes * 1e6) return P.tooLarge(name, megabytes);
  return null;
}
