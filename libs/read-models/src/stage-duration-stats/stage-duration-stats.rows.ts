import { type Observation } from '@gemba/process-analytics';
import { type Context, versionNumbered } from '../context';
import { Groups } from '../grouping';
import { type AsOf, type Row } from '../read-model';
import { type StageVisitRow } from '../stage-visit';
import { type DurationSummary, durationSummary } from './duration-summary';
import { type DayUnit, visitLength } from './visit-length';

export interface StageDurationStatsRow extends Row, DurationSummary {
  readonly group_id: string;
  readonly process_id: string | null;
  readonly version: number | null;
  readonly step_key: string;
  readonly segment_scope: 'all' | 'one';
  readonly segment: string | null;
  readonly unknown_time_n: number;
  readonly expected_bs: number | null;
  readonly as_of: string;
}

/** What it reads of stage_visit. */
export const VISIT_COLUMNS = [
  'process_id',
  'version',
  'step_key',
  'segment',
  'entered_at',
  'exited_at',
  'censored',
] as const;
export type VisitOfStats = Pick<StageVisitRow, (typeof VISIT_COLUMNS)[number]>;

type GroupKey = Pick<StageDurationStatsRow, 'process_id' | 'version' | 'step_key' | 'segment_scope' | 'segment'>;

interface Group {
  readonly key: GroupKey;
  readonly observations: Observation[];
  unknownTimes: number;
}

const idOf = ({ process_id, version, step_key, segment_scope, segment }: GroupKey): string =>
  JSON.stringify([process_id, version, step_key, segment_scope, segment]);

const makeGroup = (
  process_id: string | null,
  version: number | null,
  step_key: string,
  segment_scope: GroupKey['segment_scope'],
  segment: string | null,
): Group => ({ key: { process_id, version, step_key, segment_scope, segment }, observations: [], unknownTimes: 0 });

const grouped = (visits: readonly VisitOfStats[], asOf: string, unit: DayUnit): readonly Group[] => {
  const groups = new Groups(5, makeGroup);
  for (const visit of visits) {
    const length = visitLength(visit, asOf, unit);
    if (length === 'not_entered_yet') continue;
    const { process_id, version, step_key, segment } = visit;
    // Each visit counts in its own segment and in all segments together.
    for (const group of [
      groups.of(process_id, version, step_key, 'all', null),
      groups.of(process_id, version, step_key, 'one', segment),
    ]) {
      if (length === 'time_unknown') group.unknownTimes++;
      else group.observations.push(length);
    }
  }
  return groups.all();
};

const expectedBs = (context: Context, { process_id, version, step_key }: GroupKey): number | null => {
  if (process_id === null || version === null) return null;
  return versionNumbered(context, process_id, version)?.steps.get(step_key)?.expectedBs ?? null;
};

/**
 * How long visits last, by version, step and segment, as of an instant: visits entered later are out, exits that came
 * later have not happened. The same visits in any order give the same rows.
 */
export const stageDurationStats = (
  visits: readonly VisitOfStats[],
  { asOf }: AsOf,
  context: Context,
  unit: DayUnit = 'exact',
): StageDurationStatsRow[] =>
  grouped(visits, asOf, unit)
    .map(({ key, observations, unknownTimes }) => ({
      group_id: idOf(key),
      ...key,
      ...durationSummary(observations),
      unknown_time_n: unknownTimes,
      expected_bs: expectedBs(context, key),
      as_of: asOf,
    }))
    .sort((a, b) => (a.group_id < b.group_id ? -1 : 1));
