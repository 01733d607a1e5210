import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: organisation-<organisationId>.
 */

/** A team and what it is for. */
export type TeamDefined = Event<
  'TeamDefined',
  { organisationId: string; teamId: string; function: string; frontOffice: boolean }
>;

/** Somebody joined a team. */
export type MemberJoined = Event<'MemberJoined', { organisationId: string; teamId: string; personId: string }>;

/** Somebody left a team. */
export type MemberLeft = Event<'MemberLeft', { organisationId: string; teamId: string; personId: string }>;

/** One stretch of working time on one kind of weekday, local wall-clock time, `HH:MM`, end exclusive (`24:00` allowed). */
export interface WorkingHours {
  /** ISO weekday, 1 = Monday.
   *  @asType integer
   *  @minimum 1
   *  @maximum 7 */
  readonly weekday: number;
  /** @pattern ^([01]\d|2[0-3]):[0-5]\d$ */
  readonly from: string;
  /** @pattern ^(([01]\d|2[0-3]):[0-5]\d|24:00)$ */
  readonly to: string;
}

/** A local date, `YYYY-MM-DD`.
 *  @format date */
export type LocalDate = string;

/** When the organisation works: a version of a business calendar, valid for all time until a later version. */
export type CalendarPublished = Event<
  'CalendarPublished',
  {
    organisationId: string;
    calendarId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** IANA zone name.
     *  @format time-zone */
    tz: string;
    hours: readonly WorkingHours[];
    holidays: readonly LocalDate[];
  }
>;

export type OrganisationEvent = TeamDefined | MemberJoined | MemberLeft | CalendarPublished;
