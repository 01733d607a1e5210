import { type Row } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { copyRows } from '../database/copy-rows';
import { quoted } from '../database/schema-names';
import { type EncodedRow, encodeRow } from './row-encoder';
import { DIGEST_COLUMN, readLayout, type TableLayout } from './table-layout';

interface StoredDigest {
  readonly deal_id: string;
  readonly digest: string;
}

/**
 * Writes rows of any table by difference: what stands there already is left alone, what changed or is gone is removed,
 * what is new is copied in. A row is known by its digest, which covers its key.
 */
export class TableWriter {
  private readonly table: string;
  private readonly target: string;

  constructor(private readonly layout: TableLayout) {
    this.table = `${quoted(layout.schema)}.${quoted(layout.name)}`;
    const columns = [...layout.columns.map(({ name }) => name), DIGEST_COLUMN].map(quoted);
    this.target = `${this.table} (${columns.join(', ')})`;
  }

  /** Makes these all the rows of some deals. `computedDeals`: those of them that may have rows already. */
  async writeDeals(client: PoolClient, computedDeals: readonly string[], rows: readonly Row[]): Promise<number> {
    const wanted = this.encode(rows);
    const stored = computedDeals.length === 0 ? [] : await this.digestsOf(client, computedDeals);
    const gone = stored.filter(({ digest }) => !wanted.delete(digest));
    if (gone.length > 0) {
      await client.query(
        `delete from ${this.table} t using unnest($1::text[], $2::text[]) as gone (deal_id, digest)
         where t.deal_id = gone.deal_id and t.${DIGEST_COLUMN} = gone.digest`,
        [gone.map(({ deal_id }) => deal_id), gone.map(({ digest }) => digest)],
      );
    }
    return gone.length + (await this.insert(client, wanted));
  }

  /** Makes these all the rows of the table. */
  async writeWhole(client: PoolClient, rows: readonly Row[]): Promise<number> {
    const wanted = this.encode(rows);
    const { rows: stored } = await client.query<{ digest: string }>(
      `select ${DIGEST_COLUMN} as digest from ${this.table}`,
    );
    const gone = stored.filter(({ digest }) => !wanted.delete(digest)).map(({ digest }) => digest);
    if (gone.length > 0)
      await client.query(`delete from ${this.table} where ${DIGEST_COLUMN} = any($1::text[])`, [gone]);
    return gone.length + (await this.insert(client, wanted));
  }

  /** Adds the rows of deals that have none yet to a table that nobody reads: what stands there is not looked at. */
  async append(client: PoolClient, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) await copyRows(client, this.target, this.linesOf(rows));
  }

  private *linesOf(rows: readonly Row[]): Generator<string> {
    for (const row of rows) yield encodeRow(row, this.layout).line;
  }

  private encode(rows: readonly Row[]): Map<string, string> {
    const wanted = new Map<string, string>();
    for (const row of rows) {
      const { digest, line }: EncodedRow = encodeRow(row, this.layout);
      wanted.set(digest, line);
    }
    if (wanted.size < rows.length)
      throw new Error(`Two rows of ${this.layout.name} are the same: its key must tell them apart.`);
    return wanted;
  }

  private async digestsOf(client: PoolClient, dealIds: readonly string[]): Promise<StoredDigest[]> {
    const { rows } = await client.query<StoredDigest>(
      `select deal_id, ${DIGEST_COLUMN} as digest from ${this.table} where deal_id = any($1::text[])`,
      [dealIds],
    );
    return rows;
  }

  private async insert(client: PoolClient, wanted: ReadonlyMap<string, string>): Promise<number> {
    if (wanted.size > 0) await copyRows(client, this.target, wanted.values());
    return wanted.size;
  }
}

/** A writer for each of these tables of a schema, by name. */
export const tableWriters = async (
  client: PoolClient,
  schema: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, TableWriter>> => {
  const writers = new Map<string, TableWriter>();
  for (const name of names) writers.set(name, new TableWriter(await readLayout(client, schema, name)));
  return writers;
};
