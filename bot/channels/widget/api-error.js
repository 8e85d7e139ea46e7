// The one kind of error that a call to the server ends in.

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

/** What a problem document says, where it speaks Chinese. */
export function errorOf(status, problem, retryAfter) {
  const said = [problem.detail, problem.title].find(
    (text) => typeof text === 'string' && /[\u4e00-\u9fff]/.test(text),
  );
  const after = Number.parseInt(retryAfter, 10);
  return new ApiError(status, said, after > 0 ? after : undefined);
}
