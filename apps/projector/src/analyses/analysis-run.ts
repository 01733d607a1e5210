import { type Analysis, type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';
import { readLayout } from '../drain/table-layout';
import { TableWriter } from '../drain/table-writer';
import { type Journal } from '../journal/journal';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';

/** Computes tables across deals from the deal-level tables. */
export class AnalysisRun {
  private readonly context: ContextSource;

  constructor(
    private readonly pool: Pool,
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

  /** Computes these anew, each in one transaction over one snapshot, and states what it was computed from. */
  async compute(names: readonly string[], asOf: string): Promise<void> {
    for (const name of names) {
      await inTransaction(this.pool, async (client) => {
        await client.query('set transaction isolation level repeatable read');
        await this.computeWithin(client, name, asOf);
      });
    }
  }

  /** Computes one from what a transaction sees, and writes it there. */
  async computeWithin(client: PoolClient, name: string, asOf: string): Promise<void> {
    const analysis = this.catalogue.analyses.find((one) => one.name === name)!;
    const inputs = await this.read(client, analysis);
    const rows = analysis.rows(inputs, { asOf }, await this.context.read(client));
    await new TableWriter(await readLayout(client, this.tables, name)).writeWhole(client, rows);
    const s = quoted(this.tables);
    const { rows: computed } = await client.query<{ position: string }>(
      `update ${s}.table_state t set state = 'fresh', revision = $2, as_of = $3,
         position = inputs.position, recorded_at = inputs.recorded_at
       from (
         select position, recorded_at from ${s}.projection_position
         where kind in ('deal', 'reference') order by position limit 1
       ) as inputs
       where t.table_name = $1 returning t.position::text`,
      [name, this.catalogue.revisionOf(name), asOf],
    );
    await this.journal?.ofAnalysis(client, analysis, rows, { position: computed[0]!.position, asOf });
  }

  private async read(client: PoolClient, { reads }: Analysis): Promise<Record<string, readonly Row[]>> {
    const tables: Record<string, readonly Row[]> = {};
    for (const [table, columns] of Object.entries(reads)) {
      const { rows } = await client.query<Row>(
        `select ${columns.map(quoted).join(', ')} from ${quoted(this.tables)}.${quoted(table)}`,
      );
      tables[table] = rows;
    }
    return tables;
  }
}
