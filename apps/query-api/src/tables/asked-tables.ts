import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  analyses,
  dealReadModels,
  type FreshnessKind,
  plainViews,
  publishedView,
  referenceTables,
  type TableQuestion,
} from '@gemba/read-models';
import { type AskedTable, askedTable } from './asked-table';

interface Defined {
  readonly name: string;
  readonly folder: string;
  readonly key: readonly string[];
  readonly question?: TableQuestion;
}

const sqlOf = ({ name, folder }: Defined, kind: 'table' | 'view'): string | null => {
  const file = join(folder, `${name.replaceAll('_', '-')}.${kind}.sql`);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

const asked = (defined: Defined, freshness: FreshnessKind): AskedTable[] => {
  const { name, key, question } = defined;
  if (question === undefined) return [];
  const source = { name, freshness, key, tableSql: sqlOf(defined, 'table'), viewSql: sqlOf(defined, 'view')! };
  return [askedTable(publishedView(source), question)];
};

/** Every published table that has a question. */
export const ASKED_TABLES: readonly AskedTable[] = [
  ...referenceTables.flatMap((table) => asked(table, 'reference')),
  ...dealReadModels.flatMap((table) => asked(table, 'deal')),
  ...analyses.flatMap((table) => asked(table, 'analysis')),
  ...plainViews.flatMap((view) => asked(view, view.follows)),
];

/** The table of this name; it must have a question. */
export const askedTableNamed = (name: string): AskedTable => {
  const found = ASKED_TABLES.find((table) => table.name === name);
  if (found === undefined) throw new Error(`The table ${name} has no question: give it a .query.ts.`);
  return found;
};
