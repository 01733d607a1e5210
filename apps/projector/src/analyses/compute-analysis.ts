import { type Analysis, type Context, type Row } from '@gemba/read-models';
import { type Pool, type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { inTransaction } from '../database/transaction';
import { ContextSource } from '../drain/context-source';

/** Schemas that an analysis reads. */
export interface AnalysisSource {
  /** Of the deal-level tables. */
  readonly tables: string;
  /** Of the history, and of how far each table has come. */
  readonly history: string;
}

/** How much of the record is in what was read. */
export interface Reached {
  readonly position: string;
  readonly recordedAt: string | null;
  readonly events: number;
}

export interface ComputedAnalysis extends Reached {
  readonly rows: readonly Row[];
}

const oneSnapshot = (client: PoolClient): Promise<unknown> =>
  client.query('begin isolation level repeatable read, read only');

/** Everything at or below this is in every table about deals. */
export const readReached = async (client: PoolClient, tables: string): Promise<Reached> => {
  const { rows } = await client.query<Reached>(
    `select position::text, recorded_at as "recordedAt", events from ${quoted(tables)}.projection_position p
     where kind in ('deal', 'reference') order by p.position limit 1`,
  );
  return rows[0]!;
};

interface Inputs {
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly context: Context;
  readonly reached: Reached;
}

const readInputs = async (
  client: PoolClient,
  { reads }: Analysis,
  { tables: schema, history }: AnalysisSource,
): Promise<Inputs> => {
  const context = await new ContextSource(history).read(client);
  const tables: Record<string, readonly Row[]> = {};
  for (const [table, columns] of Object.entries(reads)) {
    const { rows } = await client.query<Row>(
      `select ${columns.map(quoted).join(', ')} from ${quoted(schema)}.${quoted(table)}`,
    );
    tables[table] = rows;
  }
  return { tables, context, reached: await readReached(client, history) };
};

const computed = (analysis: Analysis, { tables, context, reached }: Inputs, asOf: string): ComputedAnalysis => ({
  ...reached,
  rows: analysis.rows(tables, { asOf }, context),
});

/** Computes one from what a transaction sees. */
export const analyseWithin = async (
  client: PoolClient,
  analysis: Analysis,
  source: AnalysisSource,
  asOf: string,
): Promise<ComputedAnalysis> => computed(analysis, await readInputs(client, analysis, source), asOf);

/** Computes one from one snapshot. The computing itself stands outside of any transaction, so that nobody waits for it. */
export const analyse = async (
  pool: Pool,
  analysis: Analysis,
  source: AnalysisSource,
  asOf: string,
): Promise<ComputedAnalysis> =>
  computed(analysis, await inTransaction(pool, (client) => readInputs(client, analysis, source), oneSnapshot), asOf);
