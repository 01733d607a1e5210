import { derivedColumns } from './derived-columns';
import { type PublishedFunction } from './functions';
import { type PublishedColumn } from './published-column';
import { readTableSql, type TableDefinition } from './table-sql';
import { unitOf } from './unit';
import { readViewSql, type SelectedColumn, type ViewDefinition } from './view-sql';

/**
 * What a view is as fresh as: reference data, single deals, an analysis across deals, the history as it was fed, the
 * journal; `definition`: it changes with a release alone.
 */
export type FreshnessKind = 'reference' | 'deal' | 'analysis' | 'history' | 'journal' | 'definition';

/** A view of the published schema. */
export interface PublishedView {
  readonly name: string;
  readonly freshness: FreshnessKind;
  /** Columns that tell its rows apart. */
  readonly key: readonly string[];
  readonly comment: string;
  /** Those that its SQL selects, in that order, then those derived from them. */
  readonly columns: readonly PublishedColumn[];
  readonly functions: readonly PublishedFunction[];
  /** The query that its SQL holds; schemas stand as `:tables` and `:views`. */
  readonly query: string;
  /** What else its SQL makes. */
  readonly rest: string;
}

/** A view as it is laid down: the SQL of its table where it has one, and its own. */
export interface ViewSource {
  readonly name: string;
  readonly freshness: FreshnessKind;
  readonly key: readonly string[];
  readonly tableSql: string | null;
  readonly viewSql: string;
}

const NO_TABLE: TableDefinition = { types: new Map(), required: new Set(), comments: new Map() };

interface Reading {
  readonly table: TableDefinition;
  readonly view: ViewDefinition;
  readonly key: readonly string[];
  readonly faults: string[];
}

const publishedColumn = (
  { name, of, type }: SelectedColumn,
  { table, view, key, faults }: Reading,
): PublishedColumn => {
  const shown = of === null ? undefined : table.types.get(of);
  const known = type ?? shown;
  // What a table says of a column holds for what the view makes of another only where the view says so itself.
  const comment =
    view.comments.get(`column ${name}`) ?? (shown === undefined ? undefined : table.comments.get(`column ${name}`));
  if (known === undefined) faults.push(`the column ${name} has no type: write it as ${name}::type`);
  if (comment === undefined) faults.push(`the column ${name} has no comment: say in the .view.sql what it means`);
  const told = known ?? '';
  return {
    name,
    type: told,
    unit: unitOf(name, told),
    comment: comment ?? '',
    nullable: !key.includes(name) && !(of !== null && table.required.has(of)),
    isKey: key.includes(name),
    expression: null,
  };
};

/** Throws one error that lists everything that BI would miss: types, comments, keys. */
export const publishedView = ({ name, freshness, key, tableSql, viewSql }: ViewSource): PublishedView => {
  const table = tableSql === null ? NO_TABLE : readTableSql(tableSql);
  const view = readViewSql(viewSql);
  const faults: string[] = [];
  const written = view.columns.map((column) => publishedColumn(column, { table, view, key, faults }));
  const comment = view.comments.get('view') ?? table.comments.get('table');
  if (comment === undefined) faults.push('it has no comment');
  if (view.name !== name) faults.push(`its SQL creates ${view.name}`);
  const names = new Set(written.map((column) => column.name));
  for (const column of key) if (!names.has(column)) faults.push(`its key column ${column} is not among its columns`);
  for (const each of view.functions)
    if (each.comment === undefined) faults.push(`its function ${each.name} has no comment`);
  const { columns: derived, faults: clashes } = derivedColumns(written);
  faults.push(...clashes);
  if (faults.length > 0) throw new Error(`The published view ${name} is not complete:\n  ${faults.join('\n  ')}`);
  const { functions, query, rest } = view;
  return { name, freshness, key, comment: comment!, columns: [...written, ...derived], functions, query, rest };
};
