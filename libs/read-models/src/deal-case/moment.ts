import { microsOfInstant } from '@gemba/event-sourcing';
import { type HistoryEvent } from '../history';
import { type Moment } from './deal-case';

export const momentOf = ({ metadata }: HistoryEvent): Moment => ({
  at: metadata.occurredAt,
  precision: metadata.timePrecision ?? 'instant',
});

/** The instant, or null where `at` only holds a place. */
export const knownAt = (moment: Moment | null): string | null =>
  moment === null || moment.precision === 'unknown' ? null : moment.at;

/** Microseconds between two moments, whole; null unless both are known. */
export const microsBetween = (from: Moment, to: Moment | null): number | null => {
  const [start, end] = [knownAt(from), knownAt(to)];
  return start === null || end === null ? null : microsOfInstant(end) - microsOfInstant(start);
};
