import { wilsonInterval } from '@gemba/process-analytics';

/** Below this many cases an arm says nothing: `insufficient` (rule R6). */
export const MIN_N = 30;

/** Of how many true differences that are none a verdict may claim one: the level of its test. */
export const LEVEL = 0.05;

export interface Rate {
  readonly n: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A rate with its Wilson 95 % interval; unknown of no cases. */
export const rateOf = (successes: number, n: number): Rate => {
  const interval = wilsonInterval(successes, n);
  return { n, rate: interval?.rate ?? null, low: interval?.low ?? null, high: interval?.high ?? null };
};
