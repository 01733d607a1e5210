import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PublishedColumn, publishedView } from './published';
import { columnsReturned, type Filter, type TableQuestion } from './question';
import { analyses, dealReadModels, plainViews, referenceTables } from './tables';

/** Published tables that nobody asks for by `/v1/<path>`, and why not. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  deal_history: 'GET /v1/deals/{dealId}/history replays it from the record itself, which an auditor need not trust',
  dim_date: 'days to join with in SQL; GET /v1/business-calendar-days says when work is done',
};

interface Published {
  readonly name: string;
  readonly folder: string;
  readonly key: readonly string[];
  readonly question?: TableQuestion;
}

const published: readonly Published[] = [...referenceTables, ...dealReadModels, ...analyses, ...plainViews];

const sqlOf = ({ name, folder }: Published, kind: 'table' | 'view'): string | null => {
  const file = join(folder, `${name.replaceAll('_', '-')}.${kind}.sql`);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
const viewOf = (table: Published) =>
  publishedView({
    name: table.name,
    key: table.key,
    freshness: 'deal',
    tableSql: sqlOf(table, 'table'),
    viewSql: sqlOf(table, 'view')!,
  });

const columnsOfFilter = (filter: Filter): readonly string[] => {
  if (typeof filter === 'string') return [filter];
  if ('either' in filter) return filter.either;
  if ('column' in filter) return [filter.column, ...Object.keys(filter.where)];
  return ['span' in filter ? filter.span : filter.present];
};

describe('every published table', () => {
  it('has a question, or stands in the list of those that have none', () => {
    const unasked = published.filter(({ question }) => question === undefined).map(({ name }) => name);
    expect(unasked).toEqual(Object.keys(NOT_ASKED));
  });

  it('is asked for at a place of its own', () => {
    const paths = published.flatMap(({ question }) => question?.path ?? []);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});

describe.each(published.flatMap((table) => (table.question === undefined ? [] : [[table.name, table] as const])))(
  'the question of %s',
  (_, table) => {
    const question = table.question!;
    const view = viewOf(table);
    const shown = new Map<string, PublishedColumn>(
      view.columns.filter(({ expression }) => expression === null).map((column) => [column.name, column]),
    );
    const columns = [...shown.keys()];

    it('speaks of columns that are there', () => {
      const named = [
        ...question.order,
        ...Object.values(question.orders ?? {}).flatMap((terms) => terms.map((term) => term.replace(/^-/, ''))),
        ...Object.values(question.filters).flatMap(columnsOfFilter),
        ...Object.keys({ ...question.words, ...question.shapes }),
        ...(question.estimates ?? []).flatMap(({ value, n, interval = [] }) => [value, n, ...interval]),
        ...Object.values(question.asOf?.renamed ?? {}),
        ...(question.neverNull ?? []),
      ];
      expect(named.filter((column) => !columns.includes(column))).toEqual([]);
    });

    it('is ordered by columns that are never null', () => {
      const never = question.neverNull ?? [];
      expect(question.order.filter((column) => shown.get(column)!.nullable && !never.includes(column))).toEqual([]);
    });

    it('filters by what can be compared', () => {
      const compared = Object.values(question.filters).flatMap((filter) =>
        typeof filter === 'object' && 'present' in filter ? [] : columnsOfFilter(filter),
      );
      expect(compared.filter((column) => shown.get(column)!.type === 'json')).toEqual([]);
    });

    it('says of every JSON column what it holds', () => {
      const json = columns.filter((column) => shown.get(column)!.type === 'json');
      expect(Object.keys(question.shapes ?? {}).sort()).toEqual(json.sort());
    });

    it('says of every interval what it is of', () => {
      const ends = columns.filter((column) => /_(lo|hi|low|high)(_|$)/.test(column));
      const told = (question.estimates ?? []).flatMap(({ interval = [] }) => interval);
      expect([...told].sort()).toEqual(ends.sort());
    });

    it('shows no rate without an interval', () => {
      const bare = (question.estimates ?? []).filter(({ interval }) => interval === undefined);
      const rates = bare
        .map(({ value }) => value)
        .filter((value) => /(^|_)(rate|share|pca|adherence)(_|$)/.test(value));
      // Money is no count of cases: of a rate by value nobody can say how sure it is. A single chase's kept share is
      // what happened, no estimate of anything.
      expect(rates.filter((value) => !['rate_value', 'cadence_adherence'].includes(value))).toEqual([]);
    });

    it('tells what only the rows as of an instant have', () => {
      const { asOf } = question;
      if (asOf === undefined) return;
      const told = columnsReturned(view.functions.find(({ name }) => name === asOf.function)!);
      const unknown = told.map(({ name }) => name).filter((name) => !shown.has(asOf.renamed?.[name] ?? name));
      expect(unknown.sort()).toEqual(Object.keys(asOf.meanings ?? {}).sort());
    });
  },
);
