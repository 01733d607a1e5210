import {
  contextOf,
  type HistoryEvent,
  stageDurationStats,
  type StageDurationStatsRow,
  VISIT_COLUMNS,
  type VisitOfStats,
} from '@gemba/read-models';
import { type Pool } from 'pg';
import { type StageDurationsParameters } from './stage-durations.parameters';

/** A question with its as-of settled. */
export type DurationsQuestion = StageDurationsParameters & { readonly asOf: string };

const VISITS = `select ${VISIT_COLUMNS.join(', ')} from bi_v1.stage_visit
  where ($1::text is null or process_id = $1)
    and ($2::integer is null or version = $2)
    and ($3::text is null or step_key = $3)
    and ($4::text is null or segment = $4)`;

const REFERENCE = `select s.name as stream, h.event_id as "eventId", h.type, h.data, h.metadata
  from projection.stream s join projection.history h on h.stream_key = s.stream_key where s.is_reference`;

/** The analysis as the projector computes it, over the chosen visits and for another as-of. Cost: a read of the visits. */
export const computeDurations = async (
  pool: Pool,
  { process, version, step, segment, asOf, unit }: DurationsQuestion,
): Promise<StageDurationStatsRow[]> => {
  const { rows: visits } = await pool.query<VisitOfStats>(VISITS, [process, version, step, segment]);
  const { rows: reference } = await pool.query<HistoryEvent>(REFERENCE);
  const rows = stageDurationStats(visits, { asOf }, contextOf(reference), unit);
  // With one segment chosen, "all segments together" would say no more than the segment does.
  return segment === undefined ? rows : rows.filter(({ segment_scope }) => segment_scope === 'one');
};
