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

const rowsOf = (rows: readonly Row[], of: Readonly<Record<string, unknown>>): readonly Row[] =>
  rows.filter((row) => Object.entries(of).every(([column, value]) => row[column] === value));

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
      for (const { of = {}, says } of example.gives)
        expect(rowsOf(rows, of).map(asWritten)).toEqual(says === null ? [] : [expect.objectContaining({})]);
      for (const { of = {}, says } of example.gives)
        if (says !== null) expect(asWritten(rowsOf(rows, of)[0])).toMatchObject(says);
      expect(example.gives.some(({ says }) => says !== null && column in says)).toBe(true);
    });
  },
);

/** Facts: what is counted in them is another table's, or nobody's, measure. */
const NO_MEASURE = [
  ...['business_calendar_day', 'process_step', 'deal_state', 'deal_outcome', 'deal_trace', 'quote_outcome'],
  ...['handoff_submission', 'handoff_item', 'work_item'],
];

describe('metrics', () => {
  it('define every table that measures something', () => {
    const measured = new Set(files.map(({ table }) => table));
    expect(tables.map(({ name }) => name).filter((name) => !measured.has(name))).toEqual(NO_MEASURE);
  });

  it('are refused where something of them is not said', () => {
    const said = readFileSync(join(files[0]!.folder, files[0]!.file), 'utf8');
    expect(() => readMetric(said.replace(/^censoring:/m, 'censored:'))).toThrow(
      /censoring is missing: .*\n +censored is not known/,
    );
    expect(() => readMetric(said.slice(0, said.indexOf('example:')))).toThrow(/example is missing/);
  });

  it('have names that no two share', () => {
    const names = files.map((each) => metricIn(each).name);
    expect(new Set(names).size).toBe(names.length);
  });
});
