import { type Json } from '@gemba/event-sourcing';
import { type Context } from './context';
import { type DealCase } from './deal-case';

/**
 * One row of a table: keys are its column names, values what PostgreSQL takes for the column's type. Instants are
 * canonical text, bigint columns whole numbers, json columns any JSON, unknown is null with a reason beside it.
 */
export type Row = Readonly<Record<string, Json>>;

/** A table about single deals: a pure function of the deal's case. */
export interface DealReadModel<R extends Row = Row> {
  /** Table name. */
  readonly name: string;
  /** Where `<name>.table.sql` and `<name>.view.sql` (kebab-case) lie: `__dirname`. */
  readonly folder: string;
  /** Key columns; the first is `deal_id`. */
  readonly key: readonly (keyof R & string)[];
  readonly rows: (dealCase: DealCase, context: Context) => readonly R[];
}

/** When and over what an analysis is computed. */
export interface AsOf {
  /** Nothing that happened later counts; what is open then is censored then. Canonical instant. */
  readonly asOf: string;
}

/** A table across deals: a pure function of deal-level tables and an explicit as-of. */
export interface Analysis<R extends Row = Row> {
  readonly name: string;
  readonly folder: string;
  readonly key: readonly (keyof R & string)[];
  /** The deal-level tables it reads, and the columns of each. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly rows: (tables: Readonly<Record<string, readonly Row[]>>, at: AsOf, context: Context) => readonly R[];
}
