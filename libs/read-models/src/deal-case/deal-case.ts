import { type HistoryEvent } from '../history';
import { type Conduct } from './conduct';
import { type Handover } from './handovers/handover';
import { type Moment } from './moment';
import { type QuoteFamily } from './quote-family';

export type Outcome = 'won' | 'lost' | 'no_decision' | 'disqualified';

/** Which version of its process a deal is judged by from a moment on, or why none (rules R7, R9). */
export type VersionBinding =
  | { readonly processId: string; readonly version: number; readonly reason: null; readonly since: string }
  | {
      readonly processId: string | null;
      readonly version: null;
      readonly reason: UnboundReason;
      readonly since: string | null;
    };

/** Why no version binds a deal. */
export type UnboundReason = 'no_opening' | 'opening_time_unknown' | 'no_process' | 'no_version_in_effect';

export type Direction = 'first' | 'forward' | 'backward' | 'sideways' | 'migrated';

/** One stay [entered, exited) of a deal in a step. */
export interface Visit {
  readonly attempt: number;
  readonly stepKey: string;
  /** Counts the visits to this step within the attempt, from 1. */
  readonly visitNo: number;
  readonly entered: Moment;
  /** Null while the deal is still there. */
  readonly exited: Moment | null;
  /** What ended it; null while the deal is still there. */
  readonly exitKind: 'moved' | 'closed' | 'migrated' | null;
  /** What it is judged by: the binding when the step was entered. */
  readonly binding: VersionBinding;
  /** Null with a reason where the version does not know both steps. */
  readonly direction: Direction | null;
  readonly directionReason: UnboundReason | 'version_not_published' | 'step_not_in_version' | null;
}

/** What a source said of how an attempt ended, and when. */
export interface SaidOutcome {
  readonly outcome: Outcome;
  readonly said: Moment;
}

/** One episode of a deal from opening to closing. */
export interface Attempt {
  /** From 1. */
  readonly no: number;
  /** Null where no event tells it. */
  readonly opened: Moment | null;
  /** When the deal first closed in this attempt and left its last step. */
  readonly ended: Moment | null;
  /** When the outcome that holds was first said; later than `ended` only if the source changed its mind. */
  readonly closed: Moment | null;
  readonly outcome: Outcome | null;
  /** How often the source changed its mind about the outcome without reopening the deal. */
  readonly outcomeRevisions: number;
  /** Each outcome when it was first said in a row; the last one holds. Empty while the attempt is open. */
  readonly outcomes: readonly SaidOutcome[];
  /** In the order they happened. */
  readonly visits: readonly Visit[];
}

/** A step left out knowingly: no visit, no time. */
export interface SkippedStep {
  readonly attempt: number;
  readonly stepKey: string;
  readonly reason: string | null;
  readonly waiverId: string | null;
  readonly moment: Moment;
}

/** What is known of the deal itself, each as last said; null where never said. */
export interface DealFacts {
  readonly customerId: string | null;
  readonly segment: string | null;
  readonly channel: string | null;
  readonly valueStream: string | null;
  readonly ownerId: string | null;
  /** The owner's team when they took the deal over. */
  readonly teamId: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly customerTz: string | null;
}

/** Everything that happened to one deal, folded once; every deal-level table is a pure function of it. */
export interface DealCase {
  /** The root: the deal that goes on for all that were merged into it. */
  readonly dealId: string;
  /** The root and every deal merged into it, sorted. */
  readonly memberDealIds: readonly string[];
  /** What happened, in the order it happened: corrections applied, every event id once, all streams of the deal. */
  readonly happenings: readonly HistoryEvent[];
  readonly opened: Moment | null;
  /** When the last happening with a known time happened. */
  readonly lastHappenedAt: string | null;
  /** From the opening, then one for each migration. At least one. */
  readonly bindings: readonly [VersionBinding, ...VersionBinding[]];
  /** At least one; the last is the current one. */
  readonly attempts: readonly Attempt[];
  readonly skippedSteps: readonly SkippedStep[];
  /** Steps that a source reported for a closed deal without reopening it: in the history, but no visits. */
  readonly stepsAfterClosing: number;
  readonly facts: DealFacts;
  /** In the order in which they first went out; usually none or one. */
  readonly quoteFamilies: readonly QuoteFamily[];
  /** In the order in which each was first spoken of; derived ones where the source tells of none. */
  readonly handovers: readonly Handover[];
  /** How it was worked: what a process can be held against. */
  readonly conduct: Conduct;
}
