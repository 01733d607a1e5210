import { type Context, workItemRuleFor } from '../context';
import { type DealCase } from '../deal-case';
import { type HistoryEvent } from '../history';
import { type Row } from '../read-model';
import { repetitionCounts, type WorkItem, workSequence } from '../work-sequence';

export interface ReworkRow extends Row {
  readonly deal_id: string;
  readonly process_id: string | null;
  readonly segment: string | null;
  readonly work_items: number;
  readonly unknown_actors: number;
  readonly self_loop_repeat: number;
  readonly self_loop_redo: number;
  readonly self_loop_unknown: number;
  readonly repetition_repeat: number;
  readonly repetition_redo: number;
  readonly repetition_unknown: number;
  readonly ping_pongs: number;
  readonly rework_hours: number;
  readonly chases: number;
  readonly chase_hours: number | null;
  readonly chases_without_hours: number;
}

/** What logged effort is called that mends what was done before, unless the organisation lays down other words. */
const REWORK_KINDS: readonly unknown[] = ['rework', 'chase'];

const isHours = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const hoursOf = (events: readonly HistoryEvent[]): number[] => events.map(({ data }) => data['hours']).filter(isHours);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const countsOf = (items: readonly WorkItem[]) => ({
  work_items: items.length,
  unknown_actors: items.filter(({ actorId }) => actorId === null).length,
  ...repetitionCounts(items.map(({ repetition }) => repetition)),
  ping_pongs: items.filter(({ isPingPong }) => isPingPong).length,
});

/** One row for a deal in which work was done or information chased; none for any other. */
export const reworkRows = (dealCase: DealCase, context: Context): ReworkRow[] => {
  const { dealId, happenings, bindings, facts } = dealCase;
  const items = workSequence(dealCase, context);
  const [{ processId }] = bindings;
  const kinds: readonly unknown[] = workItemRuleFor(context, processId)?.reworkEffortKinds ?? REWORK_KINDS;
  const efforts = happenings.filter(({ type, data }) => type === 'EffortLogged' && kinds.includes(data['kind']));
  const chases = happenings.filter(({ type }) => type === 'InformationChased');
  if (items.length + efforts.length + chases.length === 0) return [];
  const chaseHours = hoursOf(chases);
  return [
    {
      deal_id: dealId,
      process_id: processId,
      segment: facts.segment,
      ...countsOf(items),
      rework_hours: sum(hoursOf(efforts)),
      chases: chases.length,
      chase_hours: chases.length > 0 && chaseHours.length === 0 ? null : sum(chaseHours),
      chases_without_hours: chases.length - chaseHours.length,
    },
  ];
};
