/** What a caller can do about a problem. */
export interface ProblemHints {
  /** The field, header or parameter at fault. */
  readonly field?: string;
  readonly remedy?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer, for programs. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A failure that is told to the caller as RFC 9457 problem details: a literal code, one sentence, the remedy. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly hints: ProblemHints = {},
  ) {
    super(detail);
  }
}

/** The store or database is out of reach for now: the caller should send the same again. */
export const unavailable = (detail: string): Problem =>
  new Problem(503, 'unavailable', detail, {
    remedy: 'Send the same request again; what was recorded already is not recorded twice.',
    headers: { 'retry-after': '5' },
  });
