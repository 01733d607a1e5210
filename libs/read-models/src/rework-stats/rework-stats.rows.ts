import { type HandoffRow } from '../handoff';
import { Groups } from '../grouping';
import { MIN_N, type Rate, rateColumns, rateOf } from '../rates';
import { type AsOf, type Row } from '../read-model';
import { type WorkItemRow } from '../work-item';
import { repetitionCounts } from '../work-sequence';

/** What it reads of work_item and handoff. */
export const WORK_COLUMNS = [
  'deal_id',
  'done_at',
  'activity',
  'step_key',
  'actor_id',
  'team_id',
  'process_id',
  'repetition',
  'repeated_by',
  'is_ping_pong',
] as const;
export const CHASE_COLUMNS = ['process_id', 'to_party', 'chases', 'chase_hours', 'first_chased_at'] as const;
export type WorkOfStats = Pick<WorkItemRow, (typeof WORK_COLUMNS)[number]>;
export type ChaseOfStats = Pick<HandoffRow, (typeof CHASE_COLUMNS)[number]>;

interface GroupKey {
  readonly process_id: string | null;
  readonly scope: 'all' | 'activity' | 'step' | 'team';
  readonly scope_key: string | null;
}

export interface ReworkStatsRow extends Row, GroupKey {
  readonly group_id: string;
  readonly items_n: number;
  readonly unknown_actors_n: number;
  readonly self_loop_repeat: number;
  readonly self_loop_redo: number;
  readonly self_loop_unknown: number;
  readonly repetition_repeat: number;
  readonly repetition_redo: number;
  readonly repetition_unknown: number;
  readonly ping_pongs: number;
  readonly deals_n: number;
  readonly deals_with_rework: number;
  readonly deal_rework_rate: number | null;
  readonly deal_rework_rate_lo: number | null;
  readonly deal_rework_rate_hi: number | null;
  readonly deal_rework_rate_reason: Rate['reason'];
  readonly chased_handovers: number;
  readonly chase_hours: number;
  readonly chase_hours_unknown_n: number;
  readonly unknown_time_n: number;
  readonly min_n: number;
  readonly as_of: string;
}

interface Group {
  readonly key: GroupKey;
  readonly items: WorkOfStats[];
  readonly chases: ChaseOfStats[];
  unknownTimes: number;
}

type ScopeKey = readonly [scope: GroupKey['scope'], scope_key: string | null];

const makeGroup = (process_id: string | null, ...[scope, scope_key]: ScopeKey): Group => ({
  key: { process_id, scope, scope_key },
  items: [],
  chases: [],
  unknownTimes: 0,
});

const scopesOf = ({ activity, step_key, team_id }: WorkOfStats): ScopeKey[] => [
  ['all', null],
  ['activity', activity],
  ['step', step_key],
  ['team', team_id],
];

/** Who chases is the receiver: the hours are lost there, whoever caused them. */
const chaseScopesOf = ({ to_party }: ChaseOfStats): ScopeKey[] => [
  ['all', null],
  ['team', to_party],
];

const repetitionOf = ({ repetition, repeated_by }: WorkOfStats) =>
  repetition === null || repeated_by === null ? null : { kind: repetition, by: repeated_by };

const itemSums = (items: readonly WorkOfStats[]) => ({
  items_n: items.length,
  unknown_actors_n: items.filter(({ actor_id }) => actor_id === null).length,
  ...repetitionCounts(items.map(repetitionOf)),
  ping_pongs: items.filter(({ is_ping_pong }) => is_ping_pong).length,
});

/** Pieces of work of one deal hang together, so that the share is one of deals. */
const dealShare = (items: readonly WorkOfStats[], minN: number) => {
  const deals = new Set(items.map(({ deal_id }) => deal_id)).size;
  const repeated = items.filter(({ repetition }) => repetition !== null);
  const withRework = new Set(repeated.map(({ deal_id }) => deal_id)).size;
  return {
    deals_n: deals,
    deals_with_rework: withRework,
    ...rateColumns('deal_rework_rate', rateOf(withRework, deals, minN)),
  };
};

/** Summed in order of size, so that rows read in another order give the same last digit. */
const chaseSums = (chases: readonly ChaseOfStats[]) => {
  const hours = chases.map(({ chase_hours }) => chase_hours).filter((known) => known !== null);
  return {
    chased_handovers: chases.length,
    chase_hours: hours.sort((a, b) => a - b).reduce((sum, each) => sum + each, 0),
    chase_hours_unknown_n: chases.length - hours.length,
  };
};

/** How often work is done again, by activity, step and team, as of an instant. Any order of the rows gives the same. */
export const reworkStats = (
  work: readonly WorkOfStats[],
  handoffs: readonly ChaseOfStats[],
  { asOf }: AsOf,
  minN = MIN_N,
): ReworkStatsRow[] => {
  const groups = new Groups(3, makeGroup);
  for (const item of work) {
    if (item.done_at !== null && item.done_at > asOf) continue;
    for (const scope of scopesOf(item)) {
      const group = groups.of(item.process_id, ...scope);
      if (item.done_at === null) group.unknownTimes++;
      else group.items.push(item);
    }
  }
  for (const chase of handoffs) {
    if (chase.chases === 0 || chase.first_chased_at === null || chase.first_chased_at > asOf) continue;
    for (const scope of chaseScopesOf(chase)) groups.of(chase.process_id, ...scope).chases.push(chase);
  }
  return groups
    .all()
    .map(({ key, items, chases, unknownTimes }) => ({
      group_id: JSON.stringify([key.process_id, key.scope, key.scope_key]),
      ...key,
      ...itemSums(items),
      ...dealShare(items, minN),
      ...chaseSums(chases),
      unknown_time_n: unknownTimes,
      min_n: minN,
      as_of: asOf,
    }))
    .sort((a, b) => (a.group_id < b.group_id ? -1 : 1));
};
