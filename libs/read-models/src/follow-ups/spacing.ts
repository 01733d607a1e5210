import { type Micros } from '@gemba/event-sourcing';
import { quantile } from '@gemba/process-analytics';

/** Quartiles (inclusive, type 7) of the seconds between one and the next; null for fewer than two. */
export interface Spacing {
  readonly gap_p25_s: number | null;
  readonly gap_p50_s: number | null;
  readonly gap_p75_s: number | null;
}

export const gapsInSeconds = (times: readonly Micros[]): number[] =>
  times.slice(1).map((at, i) => (at - times[i]!) / 1_000_000);

export const spacingOf = (times: readonly Micros[]): Spacing => {
  const gaps = gapsInSeconds(times);
  return { gap_p25_s: quantile(gaps, 0.25), gap_p50_s: quantile(gaps, 0.5), gap_p75_s: quantile(gaps, 0.75) };
};

/** Seconds after a beginning, one for each time. */
export const secondsAfter = (start: Micros, times: readonly Micros[]): number[] =>
  times.map((at) => (at - start) / 1_000_000);
