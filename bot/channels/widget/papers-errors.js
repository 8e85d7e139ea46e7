// What is said of a call that failed.

import { P } from './texts-papers.js';

/** The server's own words; where it was not reached or broke down, ours. */
export function said(error, unreached = P.unreached) {
  const broken = error.passing && error.status !== 503; // 503 tells what to do instead
  return (!broken && error.detail) || unreached;
}
