import { type PublishedColumn, type PublishedView } from '@gemba/read-models';
import { createViewSql } from './create-view';
import { publishedSchema } from './published-schema';
import { SHIPPED, tablesOf } from './read-model-catalogue';

const views = publishedSchema(SHIPPED).views;

/** From before the rule; BI knows them, so they keep their names. No new one. */
const OLDER_BOOLEANS = `accepted_after_expiry accepted_first accepted_incomplete applicable censored
  complete_and_accurate counted false_complete first_pass holds judged migrated planned prefix required waived`.split(
  /\s+/,
);

/** Everything that breaks a rule, as `view.column`. */
const breaking = (rule: (column: PublishedColumn, view: PublishedView) => boolean): string[] =>
  views.flatMap((view) =>
    view.columns.filter((column) => !rule(column, view)).map(({ name }) => `${view.name}.${name}`),
  );

describe('the published schema', () => {
  it('has a view of every table, each with a comment on itself and on each column', () => {
    expect(views.map(({ name }) => name)).toEqual(expect.arrayContaining(tablesOf(SHIPPED).map(({ name }) => name)));
    for (const { comment } of views) expect(comment).toMatch(/\S/);
    expect(breaking(({ comment }) => /\S/.test(comment))).toEqual([]);
  });

  it('has comments that can be read alone, as BI shows them', () => {
    expect(
      breaking(({ comment }) => !/^(The same|Its|Their|Of (these|them)|Likewise)\b|\bof its .*interval/.test(comment)),
    ).toEqual([]);
  });

  it('names columns in lower case with underscores, once each', () => {
    expect(breaking(({ name }) => /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    for (const { columns } of views) expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  });

  it('calls instants _at or as_of, and nothing else so', () => {
    expect(breaking(({ name, type }) => type !== 'timestamptz' || /(_at|as_of)$/.test(name))).toEqual([]);
    // A list of instants, from before the rule.
    expect(breaking(({ name, type }) => !/(_at|as_of)$/.test(name) || type === 'timestamptz')).toEqual([
      'handoff.returned_at',
    ]);
    expect(breaking(({ type }) => !type.startsWith('timestamp') || type === 'timestamptz')).toEqual([]);
  });

  it('shows every duration in seconds and in hours', () => {
    const isNumber = (type: string): boolean => /^(double precision|integer|bigint|numeric)$/.test(type);
    const hours = (name: string): string => name.replace(/_(b?)s$/, '_$1h');
    expect(
      breaking(({ name, type }, { columns }) => {
        if (!/_b?s$/.test(name) || !isNumber(type)) return true;
        return columns.some((column) => column.name === hours(name) && column.unit!.endsWith('hours'));
      }),
    ).toEqual([]);
  });

  it('shows every amount in minor and in major units, its currency beside it', () => {
    const amounts = breaking(({ name }) => !name.endsWith('_minor'));
    expect(amounts.length).toBeGreaterThan(3);
    const has = ({ columns }: PublishedView, name: string, type: string): boolean =>
      columns.some((column) => column.name === name && column.type === type);
    expect(
      breaking(
        ({ name }, view) =>
          !name.endsWith('_minor') ||
          (has(view, name.replace(/minor$/, 'major'), 'numeric') && has(view, 'currency', 'text')),
      ),
    ).toEqual([]);
  });

  it('calls what is true or false is_ or has_', () => {
    const others = breaking(({ name, type }) => type !== 'boolean' || /^(is|has)_/.test(name)).map(
      (each) => each.split('.')[1]!,
    );
    expect([...new Set(others)].sort()).toEqual(OLDER_BOOLEANS);
  });
});

describe('the SQL of a published view', () => {
  const [view] = views;
  const names = view!.columns.map(({ name }) => name);

  it('leaves the columns that BI knows in their place, whatever the order they are written in now', () => {
    const sql = createViewSql(view!, [names[2]!, names[0]!]);
    expect(sql).toContain(`select v.${names[2]}, v.${names[0]}, v.${names[1]}, `);
  });

  it('never takes a column away', () => {
    expect(() => createViewSql(view!, ['day', 'moon_phase'])).toThrow(
      /BI knows the column moon_phase .* never taken away/,
    );
  });
});
