import { Problem } from './problem';

/** What is wrong with one field, parameter or header of a request. */
export interface Fault {
  readonly field: string;
  readonly fault: string;
}

/** All faults of a request at once, the first of them in the sentence. There must be one. */
export const invalidRequest = (faults: readonly Fault[]): Problem => {
  const first = faults[0]!;
  return new Problem(400, 'invalid-request', `${first.field}: ${first.fault}.`, {
    field: first.field,
    remedy: 'Correct the named fields; /docs shows what each takes.',
    extensions: { faults },
  });
};
