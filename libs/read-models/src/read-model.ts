import { type Json, type JsonObject } from '@gemba/event-sourcing';
import { type Context } from './context';
import { type DealCase } from './deal-case';
import { type TableQuestion } from './question';

/**
 * One row of a table: keys are its column names, values what PostgreSQL takes for the column's type. Instants are
 * canonical text, bigint columns whole numbers, json columns any JSON, unknown is null with a reason beside it.
 */
export type Row = Readonly<Record<string, Json>>;

/**
 * What every table has. In its folder lie `<kebab-name>.table.sql` (the table and its comments), `<kebab-name>.view.sql`
 * (what BI sees of it) and a `*.metric.yml` for each metric. The SQL names schemas as `:tables` (where the projector
 * writes) and `:views` (what BI reads); whoever runs it puts the schemas' names in. Reference tables are created before
 * the others, views after all tables. What a table says of a column its view says too; a column that only the view has
 * is cast to its type and has its comment there.
 */
interface Table {
  /** Table name. */
  readonly name: string;
  /** Where the SQL lies: `__dirname`. */
  readonly folder: string;
  /** Key columns, never null. */
  readonly key: readonly string[];
  /** How it is asked for over HTTP: `<kebab-name>.query.ts`. Rows do not depend on it, so revisions leave it out. */
  readonly question?: TableQuestion;
}

/** Something that a row says and that people act on: a shortcut, a signal, a drift. */
export interface Conclusion {
  /** A name-based UUID: the same conclusion has the same id whenever, and however often, it is drawn. */
  readonly conclusionId: string;
  /** What the journal calls it, like `ShortcutDetected`. */
  readonly kind: string;
  /** What it says. When this changes, the journal says it again. */
  readonly detail: JsonObject;
}

/**
 * What a table concludes. The projector keeps a journal of it: an entry when a conclusion first stands in the table,
 * when it says something else, and when it no longer stands there.
 */
export interface Conclusions<R extends Row = Row> {
  /** What the journal calls it when a conclusion no longer holds, like `ShortcutRetracted`. */
  readonly retractedKind: string;
  /** What a row concludes; null for a row that concludes nothing. No two rows of a table give one id. */
  of(row: R): Conclusion | null;
}

/** A table about single deals: a pure function of the deal's case. The first key column is `deal_id`. */
export interface DealReadModel<R extends Row = Row> extends Table {
  readonly rows: (dealCase: DealCase, context: Context) => readonly R[];
  /** Where rows are conclusions, which belong into the journal. */
  readonly conclusions?: Conclusions<R>;
}

/** A table of reference data, the same for every deal: a pure function of the context. */
export interface ReferenceTable<R extends Row = Row> extends Table {
  readonly rows: (context: Context) => readonly R[];
}

/** A view without a table of its own: SQL alone, over what the projector keeps anyway. */
export interface PlainView extends Table {
  /** Whose freshness is its own: the history as fed, the journal, or the reference tables. */
  readonly follows: 'history' | 'journal' | 'reference';
}

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
  /** Where rows are conclusions, which belong into the journal. */
  readonly conclusions?: Conclusions<R>;
}
