import { chiSquareTail } from '../comparison/chi-square-test';
import { type Observation } from './kaplan-meier';

export interface LogRankResult {
  /** χ² with one degree of freedom. */
  readonly statistic: number;
  readonly pValue: number;
  /** Events in the first group, and how many there would be if both groups were alike. */
  readonly observed: number;
  readonly expected: number;
}

interface Marked {
  readonly duration: number;
  readonly isEvent: boolean;
  readonly isFirst: boolean;
}

/**
 * Do two groups end at different speed? At each time of an event the events of the first group are compared with its
 * share of those at risk, all times weighing the same, with the hypergeometric variance (which allows for ties).
 *
 * Shapes: two lists of observations in one unit. Null where nothing can differ: a group is empty, or no event happened
 * while both were at risk. Source: Mantel, Cancer Chemotherapy Reports 50 (1966); Peto and Peto, JRSS A 135 (1972).
 * Cost: O(n log n).
 */
export const logRank = (first: readonly Observation[], second: readonly Observation[]): LogRankResult | null => {
  const mark =
    (isFirst: boolean) =>
    (observation: Observation): Marked => ({ ...observation, isFirst });
  const ordered = [...first.map(mark(true)), ...second.map(mark(false))].sort((a, b) => a.duration - b.duration);
  let [observed, expected, variance, firstAtRisk] = [0, 0, 0, first.length];
  for (let from = 0; from < ordered.length;) {
    const { duration } = ordered[from]!;
    const atRisk = ordered.length - from;
    let [events, firstEvents, firstLeaving, to] = [0, 0, 0, from];
    for (; to < ordered.length && ordered[to]!.duration === duration; to++) {
      const { isEvent, isFirst } = ordered[to]!;
      events += Number(isEvent);
      firstEvents += Number(isEvent && isFirst);
      firstLeaving += Number(isFirst);
    }
    const share = firstAtRisk / atRisk;
    observed += firstEvents;
    expected += events * share;
    if (atRisk > 1) variance += (events * share * (1 - share) * (atRisk - events)) / (atRisk - 1);
    firstAtRisk -= firstLeaving;
    from = to;
  }
  if (variance === 0) return null;
  const statistic = (observed - expected) ** 2 / variance;
  return { statistic, pValue: chiSquareTail(statistic, 1), observed, expected };
};
