import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type Observation } from '@gemba/process-analytics';
import { type StageVisitRow } from '../stage-visit';

/** Columns of stage_visit that lengths are taken from. */
export type VisitTimes = Pick<StageVisitRow, 'entered_at' | 'exited_at' | 'censored'>;

/**
 * `exact`: to the microsecond, in days of 86,400 s. `utc_days`: whole days from the UTC date of entry to that of exit,
 * for sources that know dates alone; an open visit counts to the as-of's date, whose own exits are in.
 */
export type DayUnit = 'exact' | 'utc_days';

const DAY = 86_400_000_000;

const daysBetween = (from: Micros, to: Micros, unit: DayUnit): number =>
  unit === 'exact' ? (to - from) / DAY : Math.floor(to / DAY) - Math.floor(from / DAY);

export type VisitLength = Observation | 'not_entered_yet' | 'time_unknown';

/** How long a visit had lasted at an as-of, and whether it had ended by then. */
export const visitLength = (
  { entered_at, exited_at, censored }: VisitTimes,
  asOf: string,
  unit: DayUnit,
): VisitLength => {
  if (entered_at === null) return 'time_unknown';
  if (entered_at > asOf) return 'not_entered_yet';
  if (exited_at === null && !censored) return 'time_unknown';
  const isEvent = exited_at !== null && exited_at <= asOf;
  const until = isEvent ? exited_at : asOf;
  return { duration: daysBetween(microsOfInstant(entered_at), microsOfInstant(until), unit), isEvent };
};
