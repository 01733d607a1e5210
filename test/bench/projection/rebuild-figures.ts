import { LIVE_SCHEMAS } from '../../../apps/projector/src/database/schema-names';
import { Projection } from '../../../apps/projector/src/projection';
import { mergeShadow, projectShadow } from '../../../apps/projector/src/rebuild/rebuild-from-record';
import { rebuildTables } from '../../../apps/projector/src/rebuild/rebuild-tables';
import { SHIPPED, tablesOf } from '../../../apps/projector/src/schema/read-model-catalogue';
import { allUnshared } from '../../../apps/projector/src/sharing/permit';
import { type CpuClock, type Spent, together } from '../cpu-clock';
import { AS_OF, type BenchBed } from './bench-bed';
import { copyBack, readByCursor } from './raw-ways';

export interface RebuildFigure {
  readonly way: string;
  readonly seconds: number;
  readonly nodeCpuS: number;
  readonly serverCpuS: number | null;
  readonly eventsPerSecond: number;
  /** Time of reading and copying alone ÷ this time, and the same of the CPU seconds of both processes. */
  readonly ratio: number | null;
  readonly cpuRatio: number | null;
}

/** What a rebuild from the record writes besides the tables. */
const HISTORY_TABLES = ['stream', 'history', 'stream_link', 'stream_deal', 'deal_root'];

const twoDecimals = (value: number): number => Number(value.toFixed(2));

const cpuOf = ({ node, server }: Spent): number | null => (server === null ? null : node + server);

const figure = (way: string, spent: Spent, events: number, raw: Spent | null): RebuildFigure => {
  const [ownCpu, rawCpu] = [cpuOf(spent), raw === null ? null : cpuOf(raw)];
  return {
    way,
    seconds: twoDecimals(spent.seconds),
    nodeCpuS: twoDecimals(spent.node),
    serverCpuS: spent.server === null ? null : twoDecimals(spent.server),
    eventsPerSecond: Math.round(events / spent.seconds),
    ratio: raw === null ? null : twoDecimals(raw.seconds / spent.seconds),
    cpuRatio: ownCpu === null || rawCpu === null ? null : twoDecimals(rawCpu / ownCpu),
  };
};

const tableNames = tablesOf(SHIPPED).map(({ name }) => name);

/** How fast all tables are computed anew, beside merely reading the record and writing the same rows. */
export const rebuildFigures = async (bed: BenchBed, clock: CpuClock): Promise<RebuildFigure[]> => {
  const { pool, store } = bed;
  const workers = bed.workers();
  const aProjection = (): Projection => new Projection(pool, LIVE_SCHEMAS, SHIPPED, 'live', allUnshared(pool), workers);
  let projection = aProjection();
  const { position } = await store.head();
  const events = Number(position);
  const fromHistory = await clock.measure(() => rebuildTables(projection, tableNames, AS_OF));
  projection = aProjection();
  let shadow!: Projection;
  const computed = await clock.measure(async () => (shadow = await projectShadow(projection, store, position, AS_OF)));
  const merged = await clock.measure(() => mergeShadow(projection, shadow, store, AS_OF));
  await workers.end();

  const read = await clock.measure(() => readByCursor(pool));
  const copied = async (names: readonly string[]): Promise<Spent> => {
    const all: Spent[] = [];
    for (const name of names) all.push(await copyBack(pool, LIVE_SCHEMAS.tables, name, clock));
    return together(...all);
  };
  const rows = await copied(tableNames);
  const history = await copied(HISTORY_TABLES);
  const rawTables = together(read, rows);
  const rawAll = together(rawTables, history);
  return [
    figure('record read by cursor', read, events, null),
    figure('rows of the tables copied', rows, events, null),
    figure('history copied', history, events, null),
    figure('rebuild from history', fromHistory, events, rawTables),
    figure('projection of the record', computed, events, rawAll),
    figure('rebuild from the record', together(computed, merged), events, rawAll),
  ];
};
