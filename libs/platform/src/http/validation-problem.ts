import type { ValidationError } from 'class-validator';
import { Problem } from '../problem-details';

interface Fault {
  readonly field: string;
  readonly fault: string;
}

const faultsOf = (errors: readonly ValidationError[], path = ''): Fault[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = path === '' ? property : `${path}.${property}`;
    return [...Object.values(constraints).map((fault) => ({ field, fault })), ...faultsOf(children, field)];
  });

/** All faults of a request at once, the first of them in the sentence. */
export const problemOfValidation = (errors: ValidationError[]): Problem => {
  const faults = faultsOf(errors);
  const first = faults[0]!;
  return new Problem(400, 'invalid-request', `${first.field}: ${first.fault}.`, {
    field: first.field,
    remedy: 'Correct the named fields; /docs shows what each takes.',
    extensions: { faults },
  });
};
