import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyses, dealReadModels, historyViews, referenceTables, type TableQuestion } from '@gemba/read-models';
import { type AskedTable, askedTable } from './asked-table';

interface Defined {
  readonly name: string;
  readonly folder: string;
  readonly question?: TableQuestion;
}

const sqlOf = ({ name, folder }: Defined, kind: 'table' | 'view'): string => {
  const file = join(folder, `${name.replaceAll('_', '-')}.${kind}.sql`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const asked = (defined: Defined, freshnessOf: readonly string[]): AskedTable[] => {
  if (defined.question === undefined) return [];
  const sql = { table: sqlOf(defined, 'table'), view: sqlOf(defined, 'view') };
  return [askedTable(defined.name, defined.question, sql, freshnessOf)];
};

/** The journal holds what these tables conclude: it is as fresh as they are. */
const concluding = [...dealReadModels, ...analyses]
  .filter(({ conclusions }) => conclusions !== undefined)
  .map(({ name }) => name);

/** Every published table that has a question. */
export const ASKED_TABLES: readonly AskedTable[] = [
  ...[...referenceTables, ...dealReadModels, ...analyses].flatMap((table) => asked(table, [table.name])),
  ...historyViews.flatMap((view) => asked(view, concluding)),
];

/** The table of this name; it must have a question. */
export const askedTableNamed = (name: string): AskedTable => {
  const found = ASKED_TABLES.find((table) => table.name === name);
  if (found === undefined) throw new Error(`The table ${name} has no question: give it a .query.ts.`);
  return found;
};
