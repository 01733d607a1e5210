import { type Repetition } from '@gemba/process-analytics';
import { type Context } from '../context';
import { bindingAt, type DealCase, knownAt } from '../deal-case';
import { type Row } from '../read-model';
import { workSequence } from '../work-sequence';

export interface WorkItemRow extends Row {
  readonly deal_id: string;
  readonly item_seq: number;
  readonly done_at: string | null;
  readonly activity: string;
  readonly step_key: string | null;
  readonly actor_id: string | null;
  readonly team_id: string | null;
  readonly process_id: string | null;
  readonly version: number | null;
  readonly segment: string | null;
  readonly repetition: Repetition['kind'] | null;
  readonly repeated_by: Repetition['by'] | null;
  readonly is_ping_pong: boolean;
}

/** Every piece of work of the deal, in the order they were done. */
export const workItemRows = (dealCase: DealCase, context: Context): WorkItemRow[] =>
  workSequence(dealCase, context).map(({ moment, activity, stepKey, actorId, teamId, repetition, isPingPong }, i) => {
    const { processId, version } = bindingAt(dealCase.bindings, moment.at);
    return {
      deal_id: dealCase.dealId,
      item_seq: i + 1,
      done_at: knownAt(moment),
      activity,
      step_key: stepKey,
      actor_id: actorId,
      team_id: teamId,
      process_id: processId,
      version,
      segment: dealCase.facts.segment,
      repetition: repetition?.kind ?? null,
      repeated_by: repetition?.by ?? null,
      is_ping_pong: isPingPong,
    };
  });
