import { microsOfInstant } from '@gemba/event-sourcing';
import { type FollowupDealRow } from '../followup-deal';
import {
  bucketOf,
  countBuckets,
  dealsAt,
  FOLLOW_UP_BOUNDS,
  MIN_N,
  type OutcomeOfDeal,
  type Rate,
  tallyOf,
  type Tally,
  wonOfEnded,
} from '../rates';
import { type AsOf, type Row } from '../read-model';

export interface FollowupNaiveRow extends Row {
  readonly bucket: string;
  readonly bucket_no: number;
  readonly n: number;
  readonly wins: number;
  readonly lost: number;
  readonly no_decision: number;
  readonly disqualified_n: number;
  readonly open_n: number;
  readonly rate: number | null;
  readonly rate_lo: number | null;
  readonly rate_hi: number | null;
  readonly warning: string;
  readonly as_of: string;
  readonly rate_reason: Rate['reason'];
  readonly min_n: number;
}

export const FOLLOWUP_DEAL_COLUMNS = ['deal_id', 'first_sent_at', 'raw_after_s'] as const;
export type FollowupOfDeal = Pick<FollowupDealRow, (typeof FOLLOWUP_DEAL_COLUMNS)[number]>;

const WARNING =
  'Naive: deals that stay open longer collect more messages, whatever these do. See followup_effect for deals of equal age.';

const withinSight = ({ first_sent_at, raw_after_s }: FollowupOfDeal, asOf: string): number => {
  const watchedS = (microsOfInstant(asOf) - microsOfInstant(first_sent_at!)) / 1_000_000;
  return (raw_after_s ?? []).filter((s) => s <= watchedS).length;
};

/** Final outcome by the number of all outbound messages: the table that misleads, kept to be seen beside the other. */
export const followupNaive = (
  followUps: readonly FollowupOfDeal[],
  deals: readonly OutcomeOfDeal[],
  { asOf }: AsOf,
  bounds: readonly number[] = FOLLOW_UP_BOUNDS,
  minN = MIN_N,
): FollowupNaiveRow[] => {
  const outcomeOf = new Map(dealsAt(deals, asOf).map(({ id, outcome }) => [id, outcome]));
  const buckets = countBuckets(bounds);
  const sent = followUps.filter(({ first_sent_at }) => first_sent_at !== null && first_sent_at <= asOf);
  return buckets.map((bucket, bucket_no) => {
    const cases = sent.filter((deal) => bucketOf(buckets, withinSight(deal, asOf)) === bucket);
    const tally: Tally = tallyOf(cases.flatMap(({ deal_id }) => outcomeOf.get(deal_id) ?? []));
    const { n, rate, low, high, reason } = wonOfEnded(tally, minN);
    return {
      bucket: bucket.label,
      bucket_no,
      n,
      wins: tally.won,
      lost: tally.lost,
      no_decision: tally.no_decision,
      disqualified_n: tally.disqualified,
      open_n: tally.open,
      rate,
      rate_lo: low,
      rate_hi: high,
      warning: WARNING,
      as_of: asOf,
      rate_reason: reason,
      min_n: minN,
    };
  });
};
