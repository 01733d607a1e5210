import { type Json } from '@gemba/event-sourcing';
import { type Context } from './context';
import { type DealCase } from './deal-case';

/**
 * One row of a table: keys are its column names, values what PostgreSQL takes for the column's type. Instants are
 * canonical text, bigint columns whole numbers, json columns any JSON, unknown is null with a reason beside it.
 */
export type Row = Readonly<Record<string, Json>>;

/**
 * What every table has. In its folder lie `<kebab-name>.table.sql` (the table and its comments) and, where BI sees it,
 * `<kebab-name>.view.sql`. Both name schemas as `:tables` (where the projector writes) and `:views` (what BI reads);
 * whoever runs them puts the schemas' names in. Reference tables are created before the others, views after all tables.
 */
interface Table {
  /** Table name. */
  readonly name: string;
  /** Where the SQL lies: `__dirname`. */
  readonly folder: string;
  /** Key columns, never null. */
  readonly key: readonly string[];
}

/** A table about single deals: a pure function of the deal's case. The first key column is `deal_id`. */
export interface DealReadModel<R extends Row = Row> extends Table {
  readonly rows: (dealCase: DealCase, context: Context) => readonly R[];
}

/** A table of reference data, the same for every deal: a pure function of the context. */
export interface ReferenceTable<R extends Row = Row> extends Table {
  readonly rows: (context: Context) => readonly R[];
}

/** A view over the projector's own history: SQL alone. */
export type HistoryView = Pick<Table, 'name' | 'folder'>;

/** When and over what an analysis is computed. */
export interface AsOf {
  /** Nothing that happened later counts; what is open then is censored then. Canonical instant. */
  readonly asOf: string;
}

/** A table across deals: a pure function of deal-level tables and an explicit as-of. */
export interface Analysis<R extends Row = Row> extends Table {
  /** The deal-level tables it reads, and the columns of each. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  /** The rows of those tables, instants as canonical text, numbers as numbers. */
  readonly rows: (tables: Readonly<Record<string, readonly Row[]>>, at: AsOf, context: Context) => readonly R[];
}
