import { type Analysis, type Context, type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Journal } from '../journal/journal';
import { type JournalDraft } from '../journal/journal-draft';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type Permit } from '../sharing/permit';

/** What an analysis is computed from, and how much of the record is in it. */
interface Inputs {
  readonly tables: Record<string, readonly Row[]>;
  readonly context: Context;
  readonly position: string;
  readonly recordedAt: string | null;
  readonly events: number;
}

const oneSnapshot = (client: PoolClient): Promise<unknown> =>
  client.query('begin isolation level repeatable read, read only');

/** Computes tables across deals from the deal-level tables. */
export class AnalysisRun {
  private readonly context: ContextSource;

  constructor(
    private readonly pool: Pool,
    private readonly permit: Permit,
    private readonly tables: string,
    private readonly catalogue: ReadModelCatalogue,
    private readonly journal: Journal | null = null,
  ) {
    this.context = new ContextSource(tables);
  }

  /** The analyses that an as-of, or what was recorded since they were computed, leaves behind. */
  async due(asOf: string): Promise<string[]> {
    const s = quoted(this.tables);
    const { rows } = await this.pool.query<{ table_name: string }>(
      `select a.table_name from ${s}.projection_position a
       where a.kind = 'analysis' and a.table_name = any($1::text[])
         and (a.state <> 'fresh' or a.as_of is distinct from $2)`,
      [this.catalogue.analyses.map(({ name }) => name), asOf],
    );
    return rows.map(({ table_name }) => table_name);
  }

  /** Whether every deal that can be computed is, whoever computes it. */
  async haveAllInputs(): Promise<boolean> {
    const s = quoted(this.tables);
    const { rows } = await this.pool.query<{ all: boolean }>(
      `select not exists (select from ${s}.dirty_deal where marked_at <= clock_timestamp())
         and not exists (select from ${s}.fan_out) as all`,
    );
    return rows[0]!.all;
  }

  /**
   * Computes these anew, each from one snapshot, and states what it was computed from. The computing itself stands
   * outside of any transaction, so that nobody waits for it.
   */
  async compute(names: readonly string[], asOf: string): Promise<void> {
    for (const name of names) {
      const analysis = this.analysisOf(name);
      const inputs = await inTransaction(this.pool, (client) => this.read(client, analysis), oneSnapshot);
      const rows = analysis.rows(inputs.tables, { asOf }, inputs.context);
      await this.permit.inTransaction(async (client) => {
        const draft = this.journal?.draft();
        await this.write(client, analysis, rows, inputs, asOf, draft);
        await draft?.write(client);
      });
    }
  }

  /** Computes one from what a transaction sees, and writes it there. */
  async computeWithin(client: PoolClient, name: string, asOf: string, draft: JournalDraft | undefined): Promise<void> {
    const analysis = this.analysisOf(name);
    const inputs = await this.read(client, analysis);
    const rows = analysis.rows(inputs.tables, { asOf }, inputs.context);
    await this.write(client, analysis, rows, inputs, asOf, draft);
  }

  private analysisOf(name: string): Analysis {
    return this.catalogue.analyses.find((one) => one.name === name)!;
  }

  private async read(client: PoolClient, { reads }: Analysis): Promise<Inputs> {
    const s = quoted(this.tables);
    const context = await this.context.read(client);
    const tables: Record<string, readonly Row[]> = {};
    for (const [table, columns] of Object.entries(reads)) {
      const { rows } = await client.query<Row>(`select ${columns.map(quoted).join(', ')} from ${s}.${quoted(table)}`);
      tables[table] = rows;
    }
    const { rows: reached } = await client.query<Pick<Inputs, 'position' | 'recordedAt' | 'events'>>(
      `select position::text, recorded_at as "recordedAt", events from ${s}.projection_position p
       where kind in ('deal', 'reference') order by p.position limit 1`,
    );
    return { tables, context, ...reached[0]! };
  }

  private async write(
    client: PoolClient,
    analysis: Analysis,
    rows: readonly Row[],
    { position, recordedAt, events }: Inputs,
    asOf: string,
    draft: JournalDraft | undefined,
  ): Promise<void> {
    const { name } = analysis;
    await new TableWriter(await readLayout(client, this.tables, name)).writeWhole(client, rows);
    await client.query(
      `update ${quoted(this.tables)}.table_state
       set state = 'fresh', revision = $2, as_of = $3, position = $4, recorded_at = $5, events = $6
       where table_name = $1`,
      [name, this.catalogue.revisionOf(name), asOf, position, recordedAt, events],
    );
    await draft?.ofAnalysis(client, analysis, rows, { position, asOf });
  }
}
