import { type Micros, instantOfMicros, microsOfInstant } from '@gemba/event-sourcing';

export type PeriodKind = 'month' | 'week';

const DAY: Micros = 86_400_000_000;
const WEEK = 7 * DAY;
/** 1970 began on a Thursday, three days after a Monday. */
const FIRST_MONDAY: Micros = -3 * DAY;

const dateOf = (micros: Micros): string => instantOfMicros(micros).slice(0, 10);
const startOf = (date: string): Micros => microsOfInstant(`${date}T00:00:00.000000Z`);

/** First day (UTC) of the period an instant lies in: of its month, or the Monday of its week. */
export const periodOf = (kind: PeriodKind, at: string): string => {
  if (kind === 'month') return `${at.slice(0, 7)}-01`;
  const micros = microsOfInstant(at);
  return dateOf(Math.floor((micros - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY);
};

/** First day of the next period. */
export const periodAfter = (kind: PeriodKind, period: string): string =>
  kind === 'week' ? dateOf(startOf(period) + WEEK) : `${dateOf(startOf(period) + 31 * DAY).slice(0, 7)}-01`;

/** Whether a period was over: a point of half a week says nothing yet. */
export const hasEnded = (kind: PeriodKind, period: string, asOf: string): boolean =>
  startOf(periodAfter(kind, period)) - 1 <= microsOfInstant(asOf);

/** All periods from the first to the last of these, without a gap. */
export const withoutGaps = (kind: PeriodKind, periods: Iterable<string>): string[] => {
  const sorted = [...periods].sort();
  const all: string[] = [];
  for (let period = sorted[0]; period !== undefined && period <= sorted.at(-1)!; period = periodAfter(kind, period)) {
    all.push(period);
  }
  return all;
};
