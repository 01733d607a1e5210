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

/** One thing that a receiver needs, and the field of the deal that shows whether it is there. */
export interface DerivedItem {
  /** @minLength 1 */
  readonly key: string;
  /** A field of the opening or of an amendment, `paperwork:<docType>` or `participant:<role>`.
   *  @minLength 1 */
  readonly field: string;
  /** Absent: true. */
  readonly required?: boolean;
  /** How much it counts in completeness. Absent: 1.
   *  @exclusiveMinimum 0 */
  readonly weight?: number;
  /** Only deals with one of these values in this field need it. Absent: every deal does. */
  readonly appliesWhen?: { readonly field: string; readonly in: readonly (string | number | boolean)[] };
}

/** What in a deal's history counts as passing it on, and what had to be there by then. */
export interface DerivedBoundary {
  /** @minLength 1 */
  readonly key: string;
  readonly on: 'opening' | 'owner-change' | 'team-change' | 'step-entry' | 'closing';
  /** Steps entered (`step-entry`) or outcomes (`closing`) that it is limited to. Absent: each. */
  readonly only?: readonly string[];
  /** Who passes the deal on. Absent: the team of its owner before; of `owner-change` the owner before. */
  readonly from?: string;
  /** Who gets it. Absent: the team of its owner from then on; of `owner-change` the new owner. */
  readonly to?: string;
  /** @minItems 1 */
  readonly items: readonly DerivedItem[];
}

/** How to see handovers in deals whose source tells of none; valid for all time until a later version. */
export type HandoverDerivationDefined = Event<
  'HandoverDerivationDefined',
  {
    organisationId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** The process whose deals it is for. Absent: deals of every process that has none of its own. */
    processId?: string;
    /** Empty: none any more. */
    boundaries: readonly DerivedBoundary[];
  }
>;

/** Which activities of a source's log are pieces of work; valid for all time until a later version. */
export type WorkItemsDefined = Event<
  'WorkItemsDefined',
  {
    organisationId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** The process whose deals it is for. Absent: deals of every process that has none of its own. */
    processId?: string;
    /** Beginnings of the names of activities that count, like `W_`. Absent: every activity does. */
    activityPrefixes?: readonly string[];
    /** The lifecycles in which an activity counts, like `COMPLETE`. Absent: complete in any spelling, or none named. */
    lifecycles?: readonly string[];
    /** Kinds of logged effort that mend what was done before. Absent: rework and chase. */
    reworkEffortKinds?: readonly string[];
  }
>;

/** From where on a deviation counts as a shortcut; valid for all time until a later version. */
export type ShortcutRulesDefined = Event<
  'ShortcutRulesDefined',
  {
    organisationId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** The process whose deals it is for. Absent: deals of every process that has none of its own. */
    processId?: string;
    /** A step keyed in more than so many hours after it happened is backdated. Absent: 48.
     *  @exclusiveMinimum 0 */
    backdatedAfterHours?: number;
    /** So many steps keyed in at once are a batch. Absent: 3.
     *  @asType integer
     *  @minimum 2 */
    batchSteps?: number;
    /** Steps keyed in within so many seconds were keyed in at once. Absent: 60.
     *  @minimum 0 */
    batchSeconds?: number;
  }
>;

export type OrganisationEvent =
  | TeamDefined
  | MemberJoined
  | MemberLeft
  | CalendarPublished
  | HandoverDerivationDefined
  | WorkItemsDefined
  | ShortcutRulesDefined;
