import { kaplanMeier, type Observation, quantile, survivalQuantile } from '@gemba/process-analytics';

/** How long things last when some are not over yet, beside what ignoring those would say. Days. */
export interface DurationSummary {
  readonly n: number;
  readonly completed_n: number;
  readonly censored_n: number;
  readonly km_p50_d: number | null;
  readonly km_p50_low_d: number | null;
  readonly km_p50_high_d: number | null;
  readonly km_p90_d: number | null;
  readonly km_p90_low_d: number | null;
  readonly km_p90_high_d: number | null;
  readonly km_reason: 'no_visits' | 'fewer_than_half_ended' | 'fewer_than_nine_tenths_ended' | null;
  readonly naive_median_completed_d: number | null;
  readonly mean_completed_d: number | null;
}

const whyUnknown = (n: number, p50: number | null, p90: number | null): DurationSummary['km_reason'] => {
  if (n === 0) return 'no_visits';
  if (p50 === null) return 'fewer_than_half_ended';
  return p90 === null ? 'fewer_than_nine_tenths_ended' : null;
};

/** Summed in order of size, so that rows read in another order give the same last digit. */
const mean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Float64Array.from(values)
        .sort()
        .reduce((sum, value) => sum + value, 0) / values.length;

export const durationSummary = (observations: readonly Observation[]): DurationSummary => {
  const curve = kaplanMeier(observations);
  const [p50, p90] = [survivalQuantile(curve, 0.5), survivalQuantile(curve, 0.9)];
  const completed = observations.filter(({ isEvent }) => isEvent).map(({ duration }) => duration);
  return {
    n: curve.n,
    completed_n: curve.events,
    censored_n: curve.censored,
    km_p50_d: p50.value,
    km_p50_low_d: p50.low,
    km_p50_high_d: p50.high,
    km_p90_d: p90.value,
    km_p90_low_d: p90.low,
    km_p90_high_d: p90.high,
    km_reason: whyUnknown(curve.n, p50.value, p90.value),
    naive_median_completed_d: quantile(completed, 0.5),
    mean_completed_d: mean(completed),
  };
};
