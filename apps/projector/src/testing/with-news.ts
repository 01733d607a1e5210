import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Row } from '@gemba/read-models';
import { type ReadModelCatalogue, SHIPPED } from '../schema/read-model-catalogue';

interface Defined {
  readonly name: string;
  readonly folder: string;
}

/** Every table's definition, with one column more that its view shows too. */
const withColumn = (parent: string, { name, folder }: Defined): string => {
  const copy = join(parent, basename(folder));
  cpSync(folder, copy, { recursive: true });
  const change = (kind: 'table' | 'view', by: (sql: string) => string): void => {
    const file = join(copy, `${name.replaceAll('_', '-')}.${kind}.sql`);
    writeFileSync(file, by(readFileSync(file, 'utf8')));
  };
  change('table', (sql) =>
    sql
      .replace(/^(create table [^(]*\()/m, '$1\n  news text not null,')
      .concat(`\ncomment on column :tables.${name}.news is 'What this revision brought';\n`),
  );
  change('view', (sql) => {
    const query = sql.slice(0, sql.indexOf(';', sql.indexOf('create view')));
    const alias = new RegExp(`\\n {2}from :tables\\.${name} (\\w)$`, 'm').exec(query)?.[1];
    return sql.replace(/\n {2}from /, `, ${alias === undefined ? '' : `${alias}.`}news\n  from `);
  });
  return copy;
};

/**
 * A later revision of all tables: each has a column `news`, which names the revision in every row. `remove` takes the
 * definitions away again.
 */
export const withNews = (revision: string): { readonly catalogue: ReadModelCatalogue; remove(): void } => {
  const parent = mkdtempSync(join(tmpdir(), 'gemba-news-'));
  const renewed = <Table extends Defined & { rows: (...given: never[]) => readonly Row[] }>(table: Table): Table => ({
    ...table,
    folder: withColumn(parent, table),
    rows: (...given: Parameters<Table['rows']>) => table.rows(...given).map((row) => ({ ...row, news: revision })),
  });
  const { referenceTables, dealReadModels, analyses } = SHIPPED;
  return {
    catalogue: {
      ...SHIPPED,
      referenceTables: referenceTables.map(renewed),
      dealReadModels: dealReadModels.map(renewed),
      analyses: analyses.map(renewed),
      revisionOf: () => revision,
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
};
