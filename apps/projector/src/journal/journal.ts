import { type Conclusions, type Row } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { concludedBy, type LastWord, newEntries } from './journal-entry';

/** A table whose rows are conclusions. */
interface ConcludingTable {
  readonly name: string;
  readonly conclusions?: Conclusions;
}

/** What a conclusion was drawn from: everything up to a position, and nothing that happened after the as-of. */
export interface ConcludedAt {
  readonly position: string;
  readonly asOf: string;
}

const DEALS_A_PORTION = 2_000;

/**
 * What Gemba concluded, and when. Entries are only ever added, in the transaction that changes the rows they speak of,
 * and only where the last word was another: computing a table anew, however often, adds nothing.
 */
export class Journal {
  constructor(private readonly tables: string) {}

  /**
   * Brings the journal to what the rows of some deals conclude. `rows` are all their rows of the table; `at` was asked
   * for before their histories were read.
   */
  async ofDeals(
    client: PoolClient,
    { name, conclusions }: ConcludingTable,
    dealIds: readonly string[],
    rows: readonly Row[],
    at: ConcludedAt,
  ): Promise<void> {
    if (conclusions === undefined || dealIds.length === 0) return;
    const concluded = concludedBy(name, conclusions, rows, (row) => row['deal_id'] as string);
    const lastWords = await this.lastWords(client, name, dealIds);
    await this.add(client, name, newEntries(lastWords, concluded, conclusions.retractedKind), at);
  }

  /** Brings the journal to what a table across deals concludes. */
  async ofAnalysis(
    client: PoolClient,
    { name, conclusions }: ConcludingTable,
    rows: readonly Row[],
    at: ConcludedAt,
  ): Promise<void> {
    if (conclusions === undefined) return;
    const concluded = concludedBy(name, conclusions, rows, () => name);
    const lastWords = await this.lastWords(client, name, [name]);
    await this.add(client, name, newEntries(lastWords, concluded, conclusions.retractedKind), at);
  }

  /** Brings the journal to tables that somebody else wrote. */
  async ofWholeTables(
    client: PoolClient,
    { dealReadModels, analyses }: Pick<ReadModelCatalogue, 'dealReadModels' | 'analyses'>,
  ): Promise<void> {
    for (const model of dealReadModels) if (model.conclusions !== undefined) await this.ofAllDeals(client, model);
    for (const analysis of analyses) {
      if (analysis.conclusions === undefined) continue;
      const rows = await this.rowsOf(client, analysis.name, 'true', []);
      const { rows: states } = await client.query<ConcludedAt>(
        `select position::text, as_of as "asOf" from ${quoted(this.tables)}.table_state
         where table_name = $1 and as_of is not null`,
        [analysis.name],
      );
      if (states[0] !== undefined) await this.ofAnalysis(client, analysis, rows, states[0]);
    }
  }

  /** A portion of deals at a time: those that have rows, and those that had. */
  private async ofAllDeals(client: PoolClient, table: ConcludingTable): Promise<void> {
    const s = quoted(this.tables);
    const at = await this.fedTo(client);
    for (let after = ''; ;) {
      const { rows: deals } = await client.query<{ deal_id: string }>(
        `select deal_id from (
           select deal_id from ${s}.${quoted(table.name)} where deal_id > $1
           union select subject collate "C" from ${s}.journal where table_name = $2 and subject collate "C" > $1
         ) as known order by deal_id limit ${DEALS_A_PORTION}`,
        [after, table.name],
      );
      const dealIds = deals.map(({ deal_id }) => deal_id);
      if (dealIds.length === 0) return;
      after = dealIds.at(-1)!;
      const rows = await this.rowsOf(client, table.name, 'deal_id = any($1::text[])', [dealIds]);
      await this.ofDeals(client, table, dealIds, rows, at);
    }
  }

  private async rowsOf(client: PoolClient, table: string, where: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await client.query<Row>(
      `select * from ${quoted(this.tables)}.${quoted(table)} where ${where}`,
      values,
    );
    return rows;
  }

  private async lastWords(client: PoolClient, table: string, subjects: readonly string[]): Promise<LastWord[]> {
    const { rows } = await client.query<LastWord>({
      name: `last words of ${this.tables}`,
      text: `select distinct on (subject, conclusion_id) conclusion_id as "conclusionId", subject, kind, holds, conclusion
        from ${quoted(this.tables)}.journal where table_name = $1 and subject = any($2::text[])
        order by subject, conclusion_id, entry_id desc`,
      values: [table, subjects],
    });
    return rows;
  }

  /** Everything up to here is in the history that is read from now on. */
  async fedTo(client: PoolClient): Promise<ConcludedAt> {
    const { rows } = await client.query<ConcludedAt>(
      `select position::text, recorded_at as "asOf" from ${quoted(this.tables)}.checkpoint`,
    );
    return rows[0]!;
  }

  private async add(
    client: PoolClient,
    table: string,
    entries: readonly LastWord[],
    { position, asOf }: ConcludedAt,
  ): Promise<void> {
    if (entries.length === 0) return;
    await client.query(
      `insert into ${quoted(this.tables)}.journal
         (table_name, position, as_of, conclusion_id, subject, kind, holds, conclusion)
       select $1, $2, $3, * from unnest($4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::json[])`,
      [
        table,
        position,
        asOf,
        entries.map(({ conclusionId }) => conclusionId),
        entries.map(({ subject }) => subject),
        entries.map(({ kind }) => kind),
        entries.map(({ holds }) => holds),
        entries.map(({ conclusion }) => JSON.stringify(conclusion)),
      ],
    );
  }
}
