import {
  type DealCase,
  type DealFacts,
  knownAt,
  microsBetween,
  type Outcome,
  type VersionBinding,
  type Visit,
} from '../deal-case';
import { type Row } from '../read-model';

export interface DealStateRow extends Row {
  readonly deal_id: string;
  readonly attempt: number;
  readonly process_id: string | null;
  readonly version: number | null;
  readonly version_reason: VersionBinding['reason'];
  readonly step_key: string | null;
  readonly outcome: Outcome | 'open';
  readonly outcome_revisions: number;
  readonly opened_at: string | null;
  readonly opened_reason: 'no_opening' | 'opening_time_unknown' | null;
  readonly attempt_opened_at: string | null;
  readonly closed_at: string | null;
  readonly closed_reason: 'open' | 'closing_time_unknown' | null;
  readonly amount_minor: number | null;
  readonly currency: string | null;
  readonly customer_id: string | null;
  readonly segment: string | null;
  readonly channel: string | null;
  readonly value_stream: string | null;
  readonly owner_id: string | null;
  readonly team_id: string | null;
  readonly pod: null;
  readonly events: number;
  readonly last_happened_at: string | null;
  readonly visits: number;
  readonly backward_moves: number | null;
  readonly skipped_steps: number;
  readonly steps_after_closing: number;
  readonly in_steps_s: number | null;
  readonly merged_deal_ids: readonly string[];
}

const opening = ({ opened }: DealCase): Pick<DealStateRow, 'opened_at' | 'opened_reason'> => {
  const opened_at = knownAt(opened);
  if (opened_at !== null) return { opened_at, opened_reason: null };
  return { opened_at, opened_reason: opened === null ? 'no_opening' : 'opening_time_unknown' };
};

const closing = ({ closed }: DealCase['attempts'][number]): Pick<DealStateRow, 'closed_at' | 'closed_reason'> => {
  const closed_at = knownAt(closed);
  if (closed_at !== null) return { closed_at, closed_reason: null };
  return { closed_at, closed_reason: closed === null ? 'open' : 'closing_time_unknown' };
};

const said = (facts: DealFacts) => ({
  amount_minor: facts.amountMinor,
  currency: facts.currency,
  customer_id: facts.customerId,
  segment: facts.segment,
  channel: facts.channel,
  value_stream: facts.valueStream,
  owner_id: facts.ownerId,
  team_id: facts.teamId,
});

const backwardMoves = (visits: readonly Visit[]): number | null =>
  visits.some(({ direction }) => direction === null)
    ? null
    : visits.filter(({ direction }) => direction === 'backward').length;

const secondsInSteps = (visits: readonly Visit[]): number | null => {
  let total = 0;
  for (const { entered, exited } of visits) {
    if (exited === null) continue;
    const micros = microsBetween(entered, exited);
    if (micros === null) return null;
    total += micros;
  }
  return total / 1_000_000;
};

/** The one row that says where a deal stands. */
export const dealStateRows = (dealCase: DealCase): DealStateRow[] => {
  const attempt = dealCase.attempts.at(-1)!;
  const binding = dealCase.bindings.at(-1)!;
  const visits = dealCase.attempts.flatMap((each) => each.visits);
  return [
    {
      deal_id: dealCase.dealId,
      attempt: attempt.no,
      process_id: binding.processId,
      version: binding.version,
      version_reason: binding.reason,
      step_key: attempt.visits.at(-1)?.stepKey ?? null,
      outcome: attempt.outcome ?? 'open',
      outcome_revisions: attempt.outcomeRevisions,
      ...opening(dealCase),
      attempt_opened_at: knownAt(attempt.opened),
      ...closing(attempt),
      ...said(dealCase.facts),
      pod: null,
      events: dealCase.happenings.length,
      last_happened_at: dealCase.lastHappenedAt,
      visits: visits.length,
      backward_moves: backwardMoves(visits),
      skipped_steps: dealCase.skippedSteps.length,
      steps_after_closing: dealCase.stepsAfterClosing,
      in_steps_s: secondsInSteps(visits),
      merged_deal_ids: dealCase.memberDealIds.filter((id) => id !== dealCase.dealId),
    },
  ];
};
