import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type HistoryEvent } from '../history';

/** When something happened, and how well the source knew it. `unknown`: `at` only holds a place in the order. */
export interface Moment {
  readonly at: string;
  readonly precision: 'instant' | 'day' | 'unknown';
}

export const momentOf = ({ metadata }: HistoryEvent): Moment => ({
  at: metadata.occurredAt,
  precision: metadata.timePrecision ?? 'instant',
});

/** The instant, or null where `at` only holds a place. */
export const knownAt = (moment: Moment | null): string | null =>
  moment === null || moment.precision === 'unknown' ? null : moment.at;

/** The instant in microseconds, or null where `at` only holds a place. */
export const microsAt = (moment: Moment | null): Micros | null => {
  const at = knownAt(moment);
  return at === null ? null : microsOfInstant(at);
};

/** Microseconds between two moments, whole; null unless both are known. */
export const microsBetween = (from: Moment, to: Moment | null): number | null => {
  const [start, end] = [microsAt(from), microsAt(to)];
  return start === null || end === null ? null : end - start;
};
