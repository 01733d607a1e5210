import { wilsonInterval } from '@gemba/process-analytics';

/** Below this many cases a rate is shown but called insufficient (rule R6); tables say so in the comment of the rate. */
export const MIN_N = 30;

/** A share of `n` cases with its 95 % Wilson interval. */
export interface Rate {
  readonly n: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** `no_cases`: nothing is known. `insufficient`: too few cases to rest a judgement on, whatever the number says. */
  readonly reason: 'no_cases' | 'insufficient' | null;
}

export const rateOf = (successes: number, n: number, minN = MIN_N): Rate => {
  const interval = wilsonInterval(successes, n);
  if (interval === null) return { n, rate: null, low: null, high: null, reason: 'no_cases' };
  const { rate, low, high } = interval;
  return { n, rate, low, high, reason: n < minN ? 'insufficient' : null };
};

/** The columns of a rate: `<name>`, `<name>_lo`, `<name>_hi`, `<name>_reason`. */
export const rateColumns = <Name extends string>(name: Name, { rate, low, high, reason }: Rate) =>
  ({ [name]: rate, [`${name}_lo`]: low, [`${name}_hi`]: high, [`${name}_reason`]: reason }) as {
    readonly [Column in Name | `${Name}_lo` | `${Name}_hi`]: number | null;
  } & { readonly [Column in `${Name}_reason`]: Rate['reason'] };
