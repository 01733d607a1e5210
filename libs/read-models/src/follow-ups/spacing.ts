import { type Micros } from '@gemba/event-sourcing';
import { quantiles } from '@gemba/process-analytics';

/** Quartiles (inclusive, type 7) of the seconds between one and the next; null for fewer than two. */
export interface Spacing {
  readonly gap_p25_s: number | null;
  readonly gap_p50_s: number | null;
  readonly gap_p75_s: number | null;
}

const QUARTILES = [0.25, 0.5, 0.75];

export const gapsInSeconds = (times: readonly Micros[]): number[] =>
  times.slice(1).map((at, i) => (at - times[i]!) / 1_000_000);

export const spacingOf = (times: readonly Micros[]): Spacing => {
  const [p25, p50, p75] = quantiles(gapsInSeconds(times), QUARTILES);
  return { gap_p25_s: p25!, gap_p50_s: p50!, gap_p75_s: p75! };
};

/** Seconds after a beginning, one for each time. */
export const secondsAfter = (start: Micros, times: readonly Micros[]): number[] =>
  times.map((at) => (at - start) / 1_000_000);
