import type { ValidationError } from 'class-validator';
import { type Fault, invalidRequest, type Problem } from '../problem-details';

const faultsOf = (errors: readonly ValidationError[], path = ''): Fault[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = path === '' ? property : `${path}.${property}`;
    return [...Object.values(constraints).map((fault) => ({ field, fault })), ...faultsOf(children, field)];
  });

/** What the validation of a request found, as all its faults at once. */
export const problemOfValidation = (errors: ValidationError[]): Problem => invalidRequest(faultsOf(errors));
