import { type Column, SQL_TYPES, type ColumnType } from './column';

const COLUMN = /^\s*([a-z]\w*)\s+(\S.*?)\s*$/;
const COLUMN_TYPE = new RegExp(`^(${SQL_TYPES.map((type) => type.replace('[]', '\\[\\]')).join('|')})(?=\\s|$)`);

const typeIn = (definition: string, name: string): ColumnType => {
  const type = definition.replace(/\s+/g, ' ').match(COLUMN_TYPE)?.[1];
  if (type !== undefined) return type as ColumnType;
  throw new Error(`The column ${name} is "${definition}", a type no answer shows yet: teach SQL_TYPES of it.`);
};

/** Comments on columns, by column, quotes undoubled. */
export const commentsInSql = (sql: string): ReadonlyMap<string, string> =>
  new Map(
    [...sql.matchAll(/comment on column :\w+\.\w+\.(\w+) is\s+'((?:[^']|'')*)'/g)].map(([, column, text]) => [
      column!,
      text!.replaceAll("''", "'"),
    ]),
  );

/** What the table itself is, by its comment. */
export const tableCommentInSql = (sql: string): string =>
  /comment on (?:table|view) :\w+\.\w+ is\s+'((?:[^']|'')*)'/.exec(sql)?.[1]?.replaceAll("''", "'") ?? '';

/** Columns of a `<name>.table.sql`, in their order, with their comments. */
export const columnsOfTable = (sql: string): Column[] => {
  const body = /create table :tables\.\w+ \(\n([\s\S]*?)\n\);/.exec(sql)?.[1] ?? '';
  const comments = commentsInSql(sql);
  return body
    .split(/,?\n/)
    .flatMap((line) => (/^\s*(primary key|unique|check|constraint)\b/.test(line) ? [] : [COLUMN.exec(line)]))
    .flatMap((match) => {
      if (match === null) return [];
      const [, name, definition] = match as unknown as [string, string, string];
      const nullable = !/\b(not null|primary key)\b/.test(definition);
      return [{ name, type: typeIn(definition, name), nullable, comment: comments.get(name) ?? '' }];
    });
};

/** Columns that a function of the published schema returns, in their order. */
export const columnsOfFunction = (sql: string, name: string): Pick<Column, 'name' | 'type'>[] => {
  const returned = new RegExp(`create function :views\\.${name}\\([^)]*\\)\\s+returns table \\(([^)]*)\\)`).exec(
    sql,
  )?.[1];
  if (returned === undefined) throw new Error(`No function ${name} is defined where the view is.`);
  return returned.split(',').map((part) => {
    const [, column, definition] = COLUMN.exec(part.replace(/\s+/g, ' ')) as unknown as [string, string, string];
    return { name: column, type: typeIn(definition, column) };
  });
};
