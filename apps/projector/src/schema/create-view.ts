import { type PublishedColumn, type PublishedView } from '@gemba/read-models';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const selectItem = ({ name, expression }: PublishedColumn): string =>
  expression === null ? `v.${name}` : `${expression} as ${name}`;

/** Those that BI knows keep their place; new ones come last. */
const inPlace = ({ name, columns }: PublishedView, standing: readonly string[]): readonly PublishedColumn[] => {
  const wanted = new Map(columns.map((column) => [column.name, column]));
  const gone = standing.filter((column) => !wanted.has(column));
  if (gone.length > 0)
    throw new Error(
      `BI knows the column ${gone.join(', ')} of it: a published column is never taken away. Put it back into ` +
        `${name.replaceAll('_', '-')}.view.sql, NULL where it has no meaning any more, or publish a new schema.`,
    );
  const known = standing.map((column) => wanted.get(column)!);
  return [...known, ...columns.filter((column) => !standing.includes(column.name))];
};

/**
 * The SQL that makes a view, or makes another one of it: its columns, what is said of them, and what its definition makes
 * beside. `standing` are the columns that the view has, in their order. Schemas stand as `:tables` and `:views`.
 */
export const createViewSql = (view: PublishedView, standing: readonly string[] = []): string => {
  const name = `:views.${view.name}`;
  return [
    `create or replace view ${name} as select ${inPlace(view, standing).map(selectItem).join(', ')} from (${view.query}) as v;`,
    `comment on view ${name} is ${literal(view.comment)};`,
    ...view.columns.map((column) => `comment on column ${name}.${column.name} is ${literal(column.comment)};`),
    view.rest,
  ].join('\n');
};
