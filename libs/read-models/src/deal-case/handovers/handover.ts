import { type ItemDefect } from '@gemba/sales-process/sales.events';
import { type Moment } from '../moment';

/** One thing the receiver needs, as it stood when the work was passed on. */
export interface HandedItem {
  readonly key: string;
  /** Without it the receiver cannot begin. */
  readonly required: boolean;
  /** Whether this deal needs it at all. */
  readonly applicable: boolean;
  readonly state: 'complete' | 'missing' | 'invalid';
  readonly weight: number;
  /** Where the weight comes from: the version that binds the deal, the submission itself, or neither (then it is 1). */
  readonly weightSource: 'version' | 'item' | 'default';
}

/** What was found wrong with an item, and when. */
export interface FoundDefect extends Pick<ItemDefect, 'key' | 'defect'> {
  readonly found: Moment;
  /** Sent back by the receiver; turned out after acceptance; or, at a derived boundary, seen in the deal's fields. */
  readonly how: 'rejection' | 'escape' | 'derived';
}

/** The weighted share of required applicable items that were there and valid; null: nothing was required. */
export type Completeness = number | null;

/** One passing-on of the work, and what came of it. */
export interface Submission {
  /** Counts the submissions of the handover, from 1, whatever numbers the source gave. */
  readonly no: number;
  /** Null where only a verdict on it is recorded. */
  readonly submitted: Moment | null;
  readonly senderId: string | null;
  /** As handed over, then those that the version requires and nobody named; each key once. */
  readonly items: readonly HandedItem[];
  readonly completeness: Completeness;
  /**
   * `pending`: the receiver has not answered. `replaced`: the next one came before an answer. `unjudged`: a derived
   * boundary, of which nobody said whether the work was in order.
   */
  readonly verdict: 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'replaced' | 'unjudged';
  readonly judged: Moment | null;
  readonly judgeId: string | null;
  readonly defects: readonly FoundDefect[];
}

/** The receiver went after something that should have been there. */
export interface Chase {
  readonly key: string | null;
  /** Null where nobody said how long it took. */
  readonly hours: number | null;
  readonly moment: Moment;
  readonly actorId: string | null;
  readonly teamId: string | null;
}

/** A stretch in which the sender had to mend the work. */
export interface SenderStretch {
  readonly from: Moment;
  /** Null while it lasts. */
  readonly to: Moment | null;
}

/** One deal passed over one boundary, from the first submission to its end. */
export interface Handover {
  readonly handoverId: string;
  /** `derived`: seen in the deal's history by the organisation's rule, since its source tells of no handover. */
  readonly origin: 'recorded' | 'derived';
  /** The boundary of the version or of the derivation; null where neither names it. */
  readonly boundaryKey: string | null;
  readonly partyKind: 'team' | 'person';
  /** Null where nobody said. */
  readonly fromParty: string | null;
  readonly toParty: string | null;
  /** At least one. */
  readonly submissions: readonly Submission[];
  /** The acceptance that holds. */
  readonly accepted: Moment | null;
  readonly withdrawn: Moment | null;
  /** Each time the receiver sent the work back, after acceptance too. */
  readonly returns: readonly Moment[];
  readonly withSender: readonly SenderStretch[];
  readonly chases: readonly Chase[];
  /** Each time something was reported missing before acceptance. */
  readonly reports: readonly Moment[];
}
