import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Metric, readMetric } from './metrics';
import { publishedView } from './published';
import { type Row } from './read-model';
import { analyses, dealReadModels, referenceTables } from './tables';
import { asWritten, exampleRows } from './testing';

const tables = [...referenceTables, ...dealReadModels, ...analyses];
const files = tables.flatMap(({ name, folder }) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.metric.yml'))
    .map((file) => ({ table: name, folder, file })),
);
const metricIn = ({ folder, file }: (typeof files)[number]): Metric =>
  readMetric(readFileSync(join(folder, file), 'utf8'));

const oneOf = (rows: readonly Row[], of: Readonly<Record<string, unknown>>): Row => {
  const found = rows.filter((row) => Object.entries(of).every(([column, value]) => row[column] === value));
  expect(found.map((row) => JSON.stringify(row))).toHaveLength(1);
  return found[0]!;
};

describe.each(files.map((each) => [each.file.replace(/\.metric\.yml$/, ''), each] as const))(
  'the metric %s',
  (_, each) => {
    it('is defined, and shown by a column of its table', () => {
      const { table, column } = metricIn(each);
      expect(table).toBe(each.table);
      const { name, folder, key } = tables.find((one) => one.name === table)!;
      const sql = (of: string): string => readFileSync(join(folder, `${basename(folder)}.${of}.sql`), 'utf8');
      const source = { name, key, freshness: 'deal', tableSql: sql('table'), viewSql: sql('view') } as const;
      expect(publishedView(source).columns.map((one) => one.name)).toContain(column);
    });

    it('gives what its worked example says', () => {
      const { table, column, example } = metricIn(each);
      const rows = exampleRows(table, example);
      for (const { of, says } of example.gives) expect(asWritten(oneOf(rows, of ?? {}))).toMatchObject(says);
      expect(example.gives.some(({ says }) => column in says)).toBe(true);
    });
  },
);

describe('metrics', () => {
  it('have names that no two share', () => {
    const names = files.map((each) => metricIn(each).name);
    expect(new Set(names).size).toBe(names.length);
  });
});
