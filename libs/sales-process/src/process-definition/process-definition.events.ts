import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: process-<processId>.
 */

/** What follows a step: one of several (xor), all of several (and); no entry: the process may end here. */
export interface NextSteps {
  readonly kind: 'xor' | 'and';
  readonly steps: readonly string[];
}

export interface HandoverItemDefinition {
  readonly key: string;
  readonly title?: string;
  readonly required: boolean;
  /** @exclusiveMinimum 0 */
  readonly weight: number;
}

/** Work on a new version of the process began. */
export type ProcessDrafted = Event<
  'ProcessDrafted',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    title: string;
    /** IANA name of the zone in which the process counts its days.
     *  @format time-zone */
    tz?: string;
    calendarId?: string;
  }
>;

/** A step of the draft was described, or described anew. */
export type StepDefined = Event<
  'StepDefined',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    key: string;
    title: string;
    /** @asType integer
     *  @minimum 1 */
    ordinal: number;
    purpose: string;
    ownerRole: string;
    people: readonly string[];
    paperwork: readonly string[];
    entry: string;
    exit: string;
    /** Expected duration in business seconds.
     *  @asType integer
     *  @minimum 0 */
    expectedBs: number;
    mandatory: boolean;
    repeatable: boolean;
    visible: boolean;
    next?: NextSteps;
    /** all: it begins when every step that leads to it is done; any, and where nothing is said: when one of them is. */
    join?: 'any' | 'all';
    /** The customer decides here: a won deal has done it, while what follows may still be to come. */
    closing?: boolean;
    /** Which of its papers and people the customer has to bring. */
    fromCustomer?: readonly string[];
  }
>;

/** What must be handed over at a boundary of the draft was described. */
export type HandoverDefined = Event<
  'HandoverDefined',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    key: string;
    afterStepKey: string;
    fromTeam: string;
    toTeam: string;
    items: readonly HandoverItemDefinition[];
  }
>;

/** How often, by what and how spaced to follow up was laid down. */
export type CadenceDefined = Event<
  'CadenceDefined',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** @asType integer */
    count: number;
    media: readonly string[];
    /** Days between touches. */
    gapsDays: readonly number[];
    toleranceDays: number;
  }
>;

/** The words that tell a customer about a step got a new version. */
export type StepMessageVersioned = Event<
  'StepMessageVersioned',
  {
    processId: string;
    stepKey: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    text: string;
  }
>;

/** The draft became an immutable version of the process. */
export type VersionPublished = Event<
  'VersionPublished',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    /** Deals opened from here on follow it; never before the publication itself.
     *  @format date-time */
    effectiveFrom: string;
    evidenceIds: readonly string[];
    /** What becomes of deals in flight. */
    migration: 'stay' | 'move';
    by?: string;
    /** Why it was published although evidence is missing. */
    emergencyReason?: string;
  }
>;

/** A version is no longer given to new deals. */
export type VersionRetired = Event<
  'VersionRetired',
  {
    processId: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    by?: string;
  }
>;

/** People looked at the process together and said what they found. */
export type ProcessReviewed = Event<
  'ProcessReviewed',
  {
    processId: string;
    /** Names the review, so that one told twice is one. */
    reviewId?: string;
    findings: string;
    by?: string;
  }
>;

/** A step was tied to the goal it serves. */
export type GoalLinked = Event<'GoalLinked', { processId: string; stepKey: string; goalId: string }>;

/** The organisation set itself a goal. */
export type StrategyGoalSet = Event<'StrategyGoalSet', { processId: string; goalId: string; title: string }>;

export type ProcessDefinitionEvent =
  | ProcessDrafted
  | StepDefined
  | HandoverDefined
  | CadenceDefined
  | StepMessageVersioned
  | VersionPublished
  | VersionRetired
  | ProcessReviewed
  | GoalLinked
  | StrategyGoalSet;
