import {
  type Completeness,
  counts,
  type DealCase,
  type Handover,
  knownAt,
  microsBetween,
  type Submission,
} from '../deal-case';
import { type Row } from '../read-model';

export interface HandoffSubmissionRow extends Row {
  readonly deal_id: string;
  readonly handover_id: string;
  readonly submission_no: number;
  readonly origin: Handover['origin'];
  readonly boundary_key: string | null;
  readonly from_party: string | null;
  readonly to_party: string | null;
  readonly sender_id: string | null;
  readonly submitted_at: string | null;
  readonly submitted_reason: 'never_submitted' | 'submission_time_unknown' | null;
  readonly completeness: Completeness;
  readonly completeness_reason: 'nothing_required' | 'never_submitted' | null;
  readonly counted_items: number;
  readonly missing_items: number;
  readonly invalid_items: number;
  readonly verdict: Submission['verdict'];
  readonly judged_at: string | null;
  readonly judge_id: string | null;
  readonly wait_s: number | null;
  readonly wait_reason: 'pending' | 'derived' | 'time_unknown' | null;
  readonly rejected_items: number;
  readonly escaped_items: number;
}

const submittedOf = ({ submitted }: Submission) => {
  const at = knownAt(submitted);
  const reason = submitted === null ? 'never_submitted' : at === null ? 'submission_time_unknown' : null;
  return { submitted_at: at, submitted_reason: reason } as const;
};

const waitOf = ({ submitted, judged, verdict }: Submission): Pick<HandoffSubmissionRow, 'wait_s' | 'wait_reason'> => {
  if (verdict === 'pending') return { wait_s: null, wait_reason: 'pending' };
  if (verdict === 'unjudged') return { wait_s: null, wait_reason: 'derived' };
  const micros = submitted === null ? null : microsBetween(submitted, judged);
  if (micros === null) return { wait_s: null, wait_reason: 'time_unknown' };
  return { wait_s: micros / 1_000_000, wait_reason: null };
};

const itemsOf = ({ items, completeness, submitted, defects }: Submission) => {
  const counted = items.filter(counts);
  const reason = submitted === null ? 'never_submitted' : 'nothing_required';
  return {
    completeness,
    completeness_reason: completeness === null ? reason : null,
    counted_items: counted.length,
    missing_items: counted.filter(({ state }) => state === 'missing').length,
    invalid_items: counted.filter(({ state }) => state === 'invalid').length,
    rejected_items: defects.filter(({ how }) => how === 'rejection').length,
    escaped_items: new Set(defects.filter(({ how }) => how === 'escape').map(({ key }) => key)).size,
  } as const;
};

/** Every submission of every handover of the deal. */
export const handoffSubmissionRows = ({ dealId, handovers }: DealCase): HandoffSubmissionRow[] =>
  handovers.flatMap(({ handoverId, origin, boundaryKey, fromParty, toParty, submissions }) =>
    submissions.map((submission) => ({
      deal_id: dealId,
      handover_id: handoverId,
      submission_no: submission.no,
      origin,
      boundary_key: boundaryKey,
      from_party: fromParty,
      to_party: toParty,
      sender_id: submission.senderId,
      ...submittedOf(submission),
      ...itemsOf(submission),
      verdict: submission.verdict,
      judged_at: knownAt(submission.judged),
      judge_id: submission.judgeId,
      ...waitOf(submission),
    })),
  );
