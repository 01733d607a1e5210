export { type Fault, invalidRequest } from './invalid-request';
export { Problem, type ProblemHints, unavailable } from './problem';
export { detailsOf, ProblemDetails } from './problem-details';
export { ProblemDetailsFilter } from './problem-details.filter';
export { bodyTooLarge, problemOf } from './problem-of';
