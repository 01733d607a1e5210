import { listNameOf } from '@gemba/read-models';
import { inApiWord, inApiWords } from '../answer/api-words';
import { csvText } from '../csv/csv-text';
import { type TableFreshness } from '../freshness/freshness.dto';
import { type AskedColumn, type AskedTable } from './asked-table';

/** A page of a table's rows, with what has to be known to trust them. */
export interface TableAnswer {
  readonly columns: readonly AskedColumn[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows that the filters let through, on all pages; null beyond the first page. */
  readonly n: number | null;
  readonly asOf: string | null;
  readonly next: string | null;
  readonly freshness: readonly TableFreshness[];
}

export const jsonAnswer = (table: AskedTable, { rows, n, asOf, next, freshness }: TableAnswer) => ({
  [listNameOf(table.question)]: rows.map(inApiWords),
  n,
  asOf,
  next,
  freshness,
});

/** The rows alone; everything else of the answer stands in its headers. */
export const csvAnswer = ({ columns, rows }: TableAnswer): string =>
  csvText(
    columns.map(({ name }) => inApiWord(name)),
    rows.map((row) => columns.map(({ name }) => row[name])),
  );
