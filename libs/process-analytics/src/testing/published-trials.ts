import { type Observation } from '../survival/kaplan-meier';

/*
 * Weeks of remission in the trial of 6-mercaptopurine against placebo in acute leukaemia: Freireich et al., Blood 21
 * (1963). The example by which survival methods have been explained since; specs compare with its published results.
 */
const observed = (weeks: string): Observation[] =>
  weeks.split(' ').map((text) => ({ duration: Number.parseInt(text, 10), isEvent: !text.endsWith('+') }));

export const TREATED = observed('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
export const PLACEBO = observed('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');
