import { instantOfMicros, type Micros } from '@gemba/event-sourcing';
import { type Classification, classificationOf, type DealCase, knownAt, microsAt } from '../deal-case';
import {
  type Chase,
  chasesOf,
  type Correspondence,
  mediaCounts,
  type OutboundAttempt,
  secondsAfter,
  spacingOf,
  touchesOf,
} from '../follow-ups';
import { type Row } from '../read-model';

export interface FollowupDealRow extends Row, Classification {
  readonly deal_id: string;
  readonly first_sent_at: string | null;
  readonly deal_ended_at: string | null;
  readonly families: number;
  readonly raw_attempts: number;
  readonly raw_gap_p25_s: number | null;
  readonly raw_gap_p50_s: number | null;
  readonly raw_gap_p75_s: number | null;
  readonly raw_after_s: readonly number[] | null;
  readonly undated_attempts: number;
  readonly automated_attempts: number;
  readonly attempts: number;
  readonly touches: number;
  readonly first_latency_s: number | null;
  readonly gap_p25_s: number | null;
  readonly gap_p50_s: number | null;
  readonly gap_p75_s: number | null;
  readonly media_counts: Readonly<Record<string, number>>;
  readonly touch_after_s: readonly number[] | null;
  readonly replied_at: string | null;
  readonly opened_reason: 'no_opening' | null;
}

/** The first quote's sending, and when the attempt it fell into ended, were it before the sending even. */
const frameOf = ({ quoteFamilies, attempts }: DealCase) => {
  const first = quoteFamilies
    .map(({ firstSent }) => knownAt(firstSent))
    .reduce((earliest, at) => (at !== null && (earliest === null || at < earliest) ? at : earliest), null);
  const attempt = attempts.findLast(({ opened }) => opened === null || first === null || opened.at <= first);
  return { first_sent_at: first, deal_ended_at: knownAt((attempt ?? attempts[0]!).ended) };
};

const rawColumns = ({ attempts, undatedAttempts }: Correspondence, start: Micros | null) => {
  const times = attempts.map(({ at }) => at);
  const { gap_p25_s, gap_p50_s, gap_p75_s } = spacingOf(times);
  return {
    raw_attempts: attempts.length,
    raw_gap_p25_s: gap_p25_s,
    raw_gap_p50_s: gap_p50_s,
    raw_gap_p75_s: gap_p75_s,
    raw_after_s: start === null ? null : secondsAfter(start, times),
    undated_attempts: undatedAttempts,
    automated_attempts: attempts.filter(({ automated }) => automated).length,
  };
};

/** Each attempt once, however many quotes it was about. */
const chaseColumns = (attempts: readonly OutboundAttempt[], start: Micros | null) => {
  const times = touchesOf(attempts).map(({ at }) => at);
  return {
    attempts: attempts.length,
    touches: times.length,
    first_latency_s: start === null || times.length === 0 ? null : (times[0]! - start) / 1_000_000,
    ...spacingOf(times),
    media_counts: mediaCounts(attempts.map(({ medium }) => medium)),
    touch_after_s: start === null ? null : secondsAfter(start, times),
  };
};

const firstReply = (chases: readonly Chase[]): string | null => {
  const replies = chases.flatMap(({ repliedAt }) => repliedAt ?? []);
  return replies.length === 0 ? null : instantOfMicros(Math.min(...replies));
};

/** One row for a deal that was quoted. */
export const followupDealRows = (dealCase: DealCase): FollowupDealRow[] => {
  const { dealId, quoteFamilies, opened } = dealCase;
  if (quoteFamilies.length === 0) return [];
  const { correspondence, ofFamilies } = chasesOf(dealCase);
  const chases = ofFamilies.flatMap(({ chase }) => chase ?? []);
  const chased = new Set(chases.flatMap(({ attempts }) => attempts));
  const frame = frameOf(dealCase);
  const start = microsAt(frame.first_sent_at === null ? null : { at: frame.first_sent_at, precision: 'instant' });
  return [
    {
      deal_id: dealId,
      ...frame,
      families: quoteFamilies.length,
      ...rawColumns(correspondence, start),
      ...chaseColumns(
        correspondence.attempts.filter((attempt) => chased.has(attempt)),
        start,
      ),
      replied_at: firstReply(chases),
      opened_reason: opened === null ? 'no_opening' : null,
      ...classificationOf(dealCase),
    },
  ];
};
