import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type FollowupDealRow } from '../followup-deal';
import { type FollowupSequenceRow } from '../followup-sequence';
import { type CaseAt, type CaseOutcome, dealsAt, type OutcomeOfDeal, type OutcomeOfQuote, quotesAt } from '../rates';

/** One case whose follow-ups are held against what became of it later. Times in seconds after the first sending. */
export interface Subject {
  /** Cases of one stratum are alike in what could drive both follow-ups and success. */
  readonly stratum: string;
  /** How long it was watched by the as-of. */
  readonly watchedS: number;
  /** When it was decided; null: not by the as-of. */
  readonly endedAfterS: number | null;
  readonly outcome: CaseOutcome;
  readonly touchAfterS: readonly number[];
  /** Every outbound message, by whomever and why ever. */
  readonly rawAfterS: readonly number[];
}

export const FOLLOWUP_DEAL_COLUMNS = [
  'deal_id',
  'first_sent_at',
  'deal_ended_at',
  'touch_after_s',
  'raw_after_s',
] as const;
export type FollowupOfDeal = Pick<FollowupDealRow, (typeof FOLLOWUP_DEAL_COLUMNS)[number]>;

export const FOLLOWUP_SEQUENCE_COLUMNS = ['deal_id', 'family_id', 'started_at', 'touch_after_s'] as const;
export type FollowupOfQuote = Pick<FollowupSequenceRow, (typeof FOLLOWUP_SEQUENCE_COLUMNS)[number]>;

const secondsBetween = (from: Micros, to: Micros): number => (to - from) / 1_000_000;

const stratumOf = ({ classification: { process_id, segment } }: CaseAt): string =>
  JSON.stringify([process_id, segment]);

const by = (afterS: readonly number[], watchedS: number): number[] => afterS.filter((s) => s <= watchedS);

const subjectOf = (
  each: CaseAt,
  startedAt: string,
  endedAt: string | null,
  follow: { readonly touchAfterS: readonly number[]; readonly rawAfterS: readonly number[] },
  asOf: string,
): Subject => {
  const start = microsOfInstant(startedAt);
  const watchedS = secondsBetween(start, microsOfInstant(asOf));
  const hasEnded = endedAt !== null && endedAt <= asOf;
  return {
    stratum: stratumOf(each),
    watchedS,
    endedAfterS: hasEnded ? secondsBetween(start, microsOfInstant(endedAt)) : null,
    outcome: each.outcome,
    touchAfterS: by(follow.touchAfterS, watchedS),
    rawAfterS: by(follow.rawAfterS, watchedS),
  };
};

/** Quoted deals as they stood at an instant, by what finally became of them. */
export const dealSubjects = (
  followUps: readonly FollowupOfDeal[],
  deals: readonly OutcomeOfDeal[],
  asOf: string,
): Subject[] => {
  const caseOf = new Map(dealsAt(deals, asOf).map((each) => [each.id, each]));
  return followUps.flatMap(({ deal_id, first_sent_at, deal_ended_at, touch_after_s, raw_after_s }) => {
    const each = caseOf.get(deal_id);
    if (each === undefined || first_sent_at === null || first_sent_at > asOf) return [];
    const follow = { touchAfterS: touch_after_s ?? [], rawAfterS: raw_after_s ?? [] };
    return [subjectOf(each, first_sent_at, deal_ended_at, follow, asOf)];
  });
};

/**
 * The first family sent in each deal: families of one deal share their customer and often their touches, so that to
 * count them all would take one case for several.
 */
const firstOfEachDeal = (sequences: readonly FollowupOfQuote[]): FollowupOfQuote[] => {
  const first = new Map<string, FollowupOfQuote>();
  const orderOf = ({ started_at, family_id }: FollowupOfQuote): string => `${started_at} ${family_id}`;
  for (const sequence of sequences) {
    if (sequence.started_at === null) continue;
    const known = first.get(sequence.deal_id);
    if (known === undefined || orderOf(sequence) < orderOf(known)) first.set(sequence.deal_id, sequence);
  }
  return [...first.values()];
};

export const quoteSubjects = (
  sequences: readonly FollowupOfQuote[],
  quotes: readonly OutcomeOfQuote[],
  asOf: string,
): Subject[] => {
  const caseOf = new Map(quotesAt(quotes, asOf).map((each) => [each.id, each]));
  return firstOfEachDeal(sequences).flatMap(({ deal_id, family_id, started_at, touch_after_s }) => {
    const each = caseOf.get(JSON.stringify([deal_id, family_id]));
    if (each === undefined || started_at === null) return [];
    return [subjectOf(each, started_at, each.closedAt, { touchAfterS: touch_after_s ?? [], rawAfterS: [] }, asOf)];
  });
};
