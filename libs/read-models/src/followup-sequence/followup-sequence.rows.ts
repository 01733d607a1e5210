import { instantOfMicros } from '@gemba/event-sourcing';
import { type Context, versionNumbered } from '../context';
import { type Classification, classificationOf, type DealCase } from '../deal-case';
import {
  cadenceKept,
  type Chase,
  type ChaseEnd,
  chasesOf,
  mediaCounts,
  mediaShares,
  secondsAfter,
  type Spacing,
  spacingOf,
  type Touch,
  touchesOf,
} from '../follow-ups';
import { type Row } from '../read-model';

type Counts = Readonly<Record<string, number>>;

export interface FollowupSequenceRow extends Row, Classification {
  readonly deal_id: string;
  readonly family_id: string;
  readonly started_at: string | null;
  readonly started_reason: 'not_sent_or_undated' | null;
  readonly ended_at: string | null;
  readonly end_kind: ChaseEnd | null;
  readonly duration_s: number | null;
  readonly attempts: number | null;
  readonly touches: number | null;
  readonly automated_attempts: number | null;
  readonly conversation_attempts: number | null;
  readonly first_latency_s: number | null;
  readonly gap_p25_s: number | null;
  readonly gap_p50_s: number | null;
  readonly gap_p75_s: number | null;
  readonly media_counts: Counts | null;
  readonly media_share: Counts | null;
  readonly touch_after_s: readonly number[] | null;
  readonly replied_at: string | null;
  readonly version: number | null;
  readonly cadence_due: number | null;
  readonly cadence_kept: number | null;
  readonly cadence_adherence: number | null;
  readonly cadence_reason: 'no_version' | 'no_cadence' | 'open' | 'nothing_due' | 'not_sent_or_undated' | null;
}

type CadenceColumns = Pick<
  FollowupSequenceRow,
  'version' | 'cadence_due' | 'cadence_kept' | 'cadence_adherence' | 'cadence_reason'
>;

const unjudged = (version: number | null, cadence_reason: CadenceColumns['cadence_reason']): CadenceColumns => ({
  version,
  cadence_due: null,
  cadence_kept: null,
  cadence_adherence: null,
  cadence_reason,
});

const cadenceColumns = (
  { bindings }: DealCase,
  context: Context,
  chase: Chase,
  touches: readonly Touch[],
): CadenceColumns => {
  // The version that binds when the quote goes out (rule R9).
  const sentAt = instantOfMicros(chase.start);
  const binding = bindings.findLast(({ since }) => since === null || since <= sentAt) ?? bindings[0]!;
  const { processId, version } = binding;
  if (version === null) return unjudged(null, 'no_version');
  const cadence = versionNumbered(context, processId, version)?.cadence ?? null;
  if (cadence === null) return unjudged(version, 'no_cadence');
  if (chase.end === null) return unjudged(version, 'open');
  const { due, kept } = cadenceKept(cadence, chase.start, touches, chase.end.at);
  if (due === 0) return { ...unjudged(version, 'nothing_due'), cadence_due: 0, cadence_kept: 0 };
  return { version, cadence_due: due, cadence_kept: kept, cadence_adherence: kept / due, cadence_reason: null };
};

const NO_CHASE = {
  started_at: null,
  started_reason: 'not_sent_or_undated',
  ended_at: null,
  end_kind: null,
  duration_s: null,
  attempts: null,
  touches: null,
  automated_attempts: null,
  conversation_attempts: null,
  first_latency_s: null,
  gap_p25_s: null,
  gap_p50_s: null,
  gap_p75_s: null,
  media_counts: null,
  media_share: null,
  touch_after_s: null,
  replied_at: null,
} as const satisfies Partial<FollowupSequenceRow>;

const endColumns = ({ start, end }: Chase) => ({
  ended_at: end === null ? null : instantOfMicros(end.at),
  end_kind: end?.kind ?? null,
  duration_s: end === null ? null : (end.at - start) / 1_000_000,
});

const touchColumns = (
  start: Chase['start'],
  touches: readonly Touch[],
): Spacing & { first_latency_s: number | null; touch_after_s: readonly number[] } => {
  const times = touches.map(({ at }) => at);
  const touch_after_s = secondsAfter(start, times);
  return { first_latency_s: touch_after_s[0] ?? null, ...spacingOf(times), touch_after_s };
};

const chaseColumns = (chase: Chase, touches: readonly Touch[]) => {
  const media_counts = mediaCounts(chase.attempts.map(({ medium }) => medium));
  return {
    started_at: instantOfMicros(chase.start),
    started_reason: null,
    ...endColumns(chase),
    attempts: chase.attempts.length,
    touches: touches.length,
    automated_attempts: chase.automated.length,
    conversation_attempts: chase.inConversation,
    ...touchColumns(chase.start, touches),
    media_counts,
    media_share: mediaShares(media_counts),
    replied_at: chase.repliedAt === null ? null : instantOfMicros(chase.repliedAt),
  };
};

/** How each family of quotes was asked after. */
export const followupSequenceRows = (dealCase: DealCase, context: Context): FollowupSequenceRow[] => {
  const { dealId, quoteFamilies } = dealCase;
  if (quoteFamilies.length === 0) return [];
  return chasesOf(dealCase).ofFamilies.map(({ family, chase }) => {
    const touches = chase === null ? [] : touchesOf(chase.attempts);
    return {
      deal_id: dealId,
      family_id: family.familyId,
      ...(chase === null ? NO_CHASE : chaseColumns(chase, touches)),
      ...(chase === null ? unjudged(null, 'not_sent_or_undated') : cadenceColumns(dealCase, context, chase, touches)),
      ...classificationOf(dealCase),
    };
  });
};
