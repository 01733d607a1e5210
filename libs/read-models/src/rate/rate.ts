import { wilsonInterval } from '@gemba/process-analytics';

/** Below this many cases a rate is shown but called insufficient (rule R6); tables say so in the comment of the rate. */
export const DEFAULT_MIN_N = 30;

/** A share with its 95 % Wilson interval. */
export interface Rate {
  readonly rate: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  /** `no_cases`: nothing is known. `insufficient`: too few cases to rest a judgement on, whatever the number says. */
  readonly reason: 'no_cases' | 'insufficient' | null;
}

export const rateOf = (successes: number, n: number, minN = DEFAULT_MIN_N): Rate => {
  const interval = wilsonInterval(successes, n);
  if (interval === null) return { rate: null, lo: null, hi: null, reason: 'no_cases' };
  const { rate, low, high } = interval;
  return { rate, lo: low, hi: high, reason: n < minN ? 'insufficient' : null };
};
