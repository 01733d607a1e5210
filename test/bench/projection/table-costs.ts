import {
  type Analysis,
  type Context,
  type DealCase,
  foldDealCase,
  type HistoryEvent,
  type Row,
} from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { LIVE_SCHEMAS, quoted } from '../../../apps/projector/src/database/schema-names';
import { ContextSource } from '../../../apps/projector/src/drain/context-source';
import { DealHistories } from '../../../apps/projector/src/drain/deal-histories';
import { encodeRow } from '../../../apps/projector/src/drain/row-encoder';
import { readLayout, type TableLayout } from '../../../apps/projector/src/drain/table-layout';
import { SHIPPED } from '../../../apps/projector/src/schema/read-model-catalogue';
import { AS_OF, type BenchBed } from './bench-bed';

export interface TableCost {
  /** A table, or a part of the work that all tables share. */
  readonly part: string;
  readonly rows: number | null;
  /** CPU microseconds of this process for each event of the record: computing rows, and spelling them for COPY. */
  readonly computeMicros: number;
  readonly spellMicros: number | null;
}

const PORTION_DEALS = 1_000;

class Stopwatch {
  private readonly micros = new Map<string, number>();

  run<T>(part: string, work: () => T): T {
    const before = process.cpuUsage();
    const result = work();
    this.add(part, before);
    return result;
  }

  async wait<T>(part: string, work: () => Promise<T>): Promise<T> {
    const before = process.cpuUsage();
    const result = await work();
    this.add(part, before);
    return result;
  }

  of(part: string): number {
    return this.micros.get(part) ?? 0;
  }

  private add(part: string, before: NodeJS.CpuUsage): void {
    const { user, system } = process.cpuUsage(before);
    this.micros.set(part, this.of(part) + user + system);
  }
}

const READ = 'histories read';
const FOLD = 'deal cases folded';
const spelling = (table: string): string => `${table} spelt`;

const dealIdsAfter = async (client: PoolClient, after: string): Promise<string[]> => {
  const { rows } = await client.query<{ deal_id: string }>(
    `select deal_id from ${quoted(LIVE_SCHEMAS.tables)}.deal_root
     where deal_id > $1 and root_id = deal_id order by deal_id limit ${PORTION_DEALS}`,
    [after],
  );
  return rows.map(({ deal_id }) => deal_id);
};

const layoutsOf = async (client: PoolClient): Promise<ReadonlyMap<string, TableLayout>> => {
  const layouts = new Map<string, TableLayout>();
  for (const { name } of [...SHIPPED.dealReadModels, ...SHIPPED.analyses])
    layouts.set(name, await readLayout(client, LIVE_SCHEMAS.tables, name));
  return layouts;
};

const rowsOf = async (client: PoolClient, table: string, columns: readonly string[]): Promise<Row[]> => {
  const name = `${quoted(LIVE_SCHEMAS.tables)}.${quoted(table)}`;
  return (await client.query<Row>(`select ${columns.map(quoted).join(', ')} from ${name}`)).rows;
};

/** Measures each part of computing every table anew from the history, and puts nothing anywhere. */
class Costing {
  readonly watch = new Stopwatch();
  readonly rows = new Map<string, number>();
  events = 0;

  constructor(
    private readonly client: PoolClient,
    private readonly context: Context,
    private readonly layouts: ReadonlyMap<string, TableLayout>,
  ) {}

  async portion(dealIds: readonly string[]): Promise<void> {
    const histories: ReadonlyMap<string, readonly HistoryEvent[]> = await this.watch.wait(READ, () =>
      new DealHistories(LIVE_SCHEMAS.tables).read(this.client, dealIds),
    );
    for (const history of histories.values()) this.events += history.length;
    const cases: DealCase[] = this.watch.run(FOLD, () =>
      [...histories].map(([id, told]) => foldDealCase(id, told, this.context)),
    );
    for (const { name, rows } of SHIPPED.dealReadModels)
      this.spell(
        name,
        this.watch.run(name, () => cases.flatMap((dealCase) => rows(dealCase, this.context))),
      );
  }

  async analysis({ name, reads, rows }: Analysis): Promise<void> {
    const computed = await this.watch.wait(name, async () => {
      const inputs: Record<string, readonly Row[]> = {};
      for (const [table, columns] of Object.entries(reads)) inputs[table] = await rowsOf(this.client, table, columns);
      return rows(inputs, { asOf: AS_OF }, this.context);
    });
    this.spell(name, computed);
  }

  private spell(table: string, rows: readonly Row[]): void {
    this.watch.run(spelling(table), () => rows.forEach((row) => encodeRow(row, this.layouts.get(table)!)));
    this.rows.set(table, (this.rows.get(table) ?? 0) + rows.length);
  }

  figures(): TableCost[] {
    const perEvent = (part: string): number => Number((this.watch.of(part) / this.events).toFixed(2));
    const tables = [...SHIPPED.dealReadModels, ...SHIPPED.analyses].map(({ name }) => name);
    const costs = [READ, FOLD, ...tables].map((part) => ({
      part,
      rows: this.rows.get(part) ?? null,
      computeMicros: perEvent(part),
      spellMicros: this.rows.has(part) ? perEvent(spelling(part)) : null,
    }));
    const sum = (member: Exclude<keyof TableCost, 'part'>): number =>
      Number(costs.reduce((total, cost) => total + (cost[member] ?? 0), 0).toFixed(2));
    const all = { rows: sum('rows'), computeMicros: sum('computeMicros'), spellMicros: sum('spellMicros') };
    return [...costs, { part: 'all', ...all }];
  }
}

/** What each table costs of a rebuild from the history, in this process: the database's part is not in it. */
export const tableCosts = async ({ pool }: BenchBed): Promise<TableCost[]> => {
  const client = await pool.connect();
  try {
    const context = await new ContextSource(LIVE_SCHEMAS.tables).read(client);
    const costing = new Costing(client, context, await layoutsOf(client));
    for (let ids = await dealIdsAfter(client, ''); ids.length > 0; ids = await dealIdsAfter(client, ids.at(-1)!))
      await costing.portion(ids);
    for (const analysis of SHIPPED.analyses) await costing.analysis(analysis);
    return costing.figures();
  } finally {
    client.release();
  }
};
