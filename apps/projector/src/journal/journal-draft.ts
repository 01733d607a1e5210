import { type Conclusions, type Row } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { readStanding } from '../drain/standing';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { type ConcludedAt, type Concluded, concludedBy, type NewEntry, newEntries } from './journal-entry';
import { type JournalTable } from './journal-table';

/** A table whose rows are conclusions. */
interface ConcludingTable {
  readonly name: string;
  readonly conclusions?: Conclusions;
}

const DEALS_A_PORTION = 2_000;

/**
 * What one transaction concludes. It is collected while rows are written and comes into the journal at the very end,
 * so that transactions beside each other wait for one another there only.
 */
export class JournalDraft {
  private readonly entries: NewEntry[] = [];

  constructor(private readonly journal: JournalTable) {}

  /**
   * Brings the journal to what the rows of some deals conclude. `rows` are all their rows of the table; `at` was asked
   * for before their histories were read.
   */
  async ofDeals(
    client: PoolClient,
    table: ConcludingTable,
    dealIds: readonly string[],
    rows: readonly Row[],
    at: ConcludedAt,
  ): Promise<void> {
    if (table.conclusions === undefined || dealIds.length === 0) return;
    const concluded = concludedBy(table.name, table.conclusions, rows, (row) => row['deal_id'] as string);
    await this.note(client, table.name, table.conclusions, dealIds, concluded, at);
  }

  /** Brings the journal to what a table across deals concludes. */
  async ofAnalysis(client: PoolClient, table: ConcludingTable, rows: readonly Row[], at: ConcludedAt): Promise<void> {
    if (table.conclusions === undefined) return;
    const concluded = concludedBy(table.name, table.conclusions, rows, () => table.name);
    await this.note(client, table.name, table.conclusions, [table.name], concluded, at);
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
        `select position::text, as_of as "asOf" from ${quoted(this.journal.tables)}.table_state
         where table_name = $1 and as_of is not null`,
        [analysis.name],
      );
      if (states[0] !== undefined) await this.ofAnalysis(client, analysis, rows, states[0]);
    }
  }

  /** The last thing that a transaction does. */
  async write(client: PoolClient): Promise<void> {
    await this.journal.add(client, this.entries.splice(0));
  }

  private async note(
    client: PoolClient,
    table: string,
    { retractedKind }: Conclusions,
    subjects: readonly string[],
    concluded: readonly Concluded[],
    at: ConcludedAt,
  ): Promise<void> {
    const lastWords = await this.journal.lastWords(client, table, subjects);
    for (const entry of newEntries(lastWords, concluded, retractedKind)) this.entries.push({ ...entry, ...at, table });
  }

  /** A portion of deals at a time: those that have rows, and those that had. */
  private async ofAllDeals(client: PoolClient, table: ConcludingTable): Promise<void> {
    const s = quoted(this.journal.tables);
    const { position, recordedAt } = await readStanding(client, this.journal.tables);
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
      // Where a deal has rows, the position is that of an event.
      await this.ofDeals(client, table, dealIds, rows, { position, asOf: recordedAt! });
    }
  }

  private async rowsOf(client: PoolClient, table: string, where: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await client.query<Row>(
      `select * from ${quoted(this.journal.tables)}.${quoted(table)} where ${where}`,
      values,
    );
    return rows;
  }
}
