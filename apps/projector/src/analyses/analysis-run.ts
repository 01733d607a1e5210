import { type Analysis } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Journal } from '../journal/journal';
import { type JournalDraft } from '../journal/journal-draft';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type Permit } from '../sharing/permit';
import { type Workers } from '../workers/workers';
import { analyseWithin, type AnalysisSource, type ComputedAnalysis, readReached } from './compute-analysis';

/** Computes tables across deals from the deal-level tables. */
export class AnalysisRun {
  private readonly source: AnalysisSource;

  constructor(
    private readonly pool: Pool,
    private readonly permit: Permit,
    private readonly tables: string,
    private readonly catalogue: ReadModelCatalogue,
    private readonly workers: Workers,
    private readonly journal: Journal | null = null,
  ) {
    this.source = { tables, history: tables };
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

  /** Computes these anew, each from one snapshot, and states what it was computed from. */
  async compute(names: readonly string[], asOf: string): Promise<void> {
    for (const name of names) {
      const computed = await this.workers.analyse(name, this.source, asOf);
      await this.permit.inTransaction(async (client) => {
        const draft = this.journal?.draft();
        await this.write(client, this.analysisOf(name), computed, asOf, draft);
        await draft?.write(client);
      });
    }
  }

  /** Computes one from what a transaction sees, and writes it there. */
  async computeWithin(client: PoolClient, name: string, asOf: string, draft: JournalDraft | undefined): Promise<void> {
    const analysis = this.analysisOf(name);
    await this.write(client, analysis, await analyseWithin(client, analysis, this.source, asOf), asOf, draft);
  }

  /** Writes one that was computed from the same rows as the transaction sees. */
  async writeWithin(
    client: PoolClient,
    name: string,
    { rows }: Pick<ComputedAnalysis, 'rows'>,
    asOf: string,
    draft: JournalDraft | undefined,
  ): Promise<void> {
    const reached = await readReached(client, this.tables);
    await this.write(client, this.analysisOf(name), { rows, ...reached }, asOf, draft);
  }

  private analysisOf(name: string): Analysis {
    return this.catalogue.analyses.find((one) => one.name === name)!;
  }

  private async write(
    client: PoolClient,
    analysis: Analysis,
    { rows, position, recordedAt, events }: ComputedAnalysis,
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
