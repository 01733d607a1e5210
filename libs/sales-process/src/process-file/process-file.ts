/*
 * The members of a process definition file (YAML). The descriptions are what people read when one of them is wrong, so
 * each says what to write. A JSON Schema is generated from here (`npm run generate`).
 */

/** A step of the process. */
export interface ProcessFileStep {
  /** The step's name in the record, the stepKey of events, like need-assessment.
   *  @minLength 1 */
  readonly key: string;
  /** The step's name as people say it.
   *  @minLength 1 */
  readonly title: string;
  /** What the step is for, in one sentence.
   *  @minLength 1 */
  readonly purpose: string;
  /** The role that answers for the step.
   *  @minLength 1 */
  readonly owner: string;
  /** A list of the roles that take part.
   *  @minItems 1 */
  readonly people: readonly string[];
  /** A list of the papers that the step needs or makes.
   *  @minItems 1 */
  readonly paperwork: readonly string[];
  /** What must be true before the step begins.
   *  @minLength 1 */
  readonly entry: string;
  /** What must be true for the step to be done.
   *  @minLength 1 */
  readonly exit: string;
  /** How long the step should take, in working hours.
   *  @exclusiveMinimum 0 */
  readonly expectedBusinessHours: number;
  /** false: a deal may go without it. Absent: true. */
  readonly mandatory?: boolean;
  /** true: a deal may go through it several times. Absent: false. */
  readonly repeatable?: boolean;
  /** false: the customer is not told of it. Absent: true. */
  readonly visible?: boolean;
  /** A list of the steps of which one follows; empty: the process may end here. Absent: the step below, if there is one. */
  readonly next?: readonly string[];
  /** A list of the steps that all follow, side by side; instead of next.
   *  @minItems 1 */
  readonly nextAll?: readonly string[];
  /** all: it begins when every step that leads to it is done; any: when one of them is. Absent: any. */
  readonly join?: 'any' | 'all';
  /** true: the customer decides in this step, so a won deal has been through it; what follows may come after the order. Absent: false. */
  readonly closing?: boolean;
  /** A list of those of its papers and people that the customer has to bring: they are told so. Absent: none. */
  readonly fromCustomer?: readonly string[];
  /** The words that tell the customer about the step.
   *  @minLength 1 */
  readonly message?: string;
}

/** One thing that the receiver of a handover needs. */
export interface ProcessFileItem {
  /** A short name that never changes, like account.
   *  @minLength 1 */
  readonly key: string;
  /** The item's name as people say it.
   *  @minLength 1 */
  readonly title?: string;
  /** false: the receiver can begin without it. Absent: true. */
  readonly required?: boolean;
  /** How much it counts in completeness, beside the others. Absent: 1.
   *  @exclusiveMinimum 0 */
  readonly weight?: number;
}

/** What passes from one team to another after a step. */
export interface ProcessFileHandover {
  /** A short name that never changes, like order-to-desk.
   *  @minLength 1 */
  readonly key: string;
  /** The key of the step after which it happens.
   *  @minLength 1 */
  readonly after: string;
  /** The team that hands over.
   *  @minLength 1 */
  readonly from: string;
  /** The team that takes over.
   *  @minLength 1 */
  readonly to: string;
  /** A list of what the receiver needs.
   *  @minItems 1 */
  readonly items: readonly ProcessFileItem[];
}

/** The rhythm of follow-ups. */
export interface ProcessFileCadence {
  /** How many follow-ups there should be.
   *  @asType integer
   *  @minimum 1 */
  readonly count: number;
  /** A list of the media they go by.
   *  @minItems 1 */
  readonly media: readonly ('email' | 'phone' | 'visit' | 'chat' | 'post' | 'social')[];
  /** A list of the days between one and the next. */
  readonly gapsDays: readonly number[];
  /** By how many days a gap may differ.
   *  @minimum 0 */
  readonly toleranceDays: number;
}

/** A process definition file. */
export interface ProcessFile {
  /** The id of the process, like acme:selling.
   *  @pattern ^[^\s:]+:\S+$ */
  readonly process: string;
  /** The name of the process as people say it.
   *  @minLength 1 */
  readonly title: string;
  /** The IANA name of the zone in which its days are counted, like Europe/Berlin. */
  readonly timeZone?: string;
  /** The id of the business calendar in which its hours are counted. */
  readonly calendar?: string;
  /** A list of the steps, in their order.
   *  @minItems 1 */
  readonly steps: readonly ProcessFileStep[];
  /** A list of the handovers between teams. */
  readonly handovers?: readonly ProcessFileHandover[];
  /** The rhythm of follow-ups. */
  readonly cadence?: ProcessFileCadence;
}
