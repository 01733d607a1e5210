import { type Comments, commentsIn } from './comments';
import { listed, outline } from './sql-outline';

/** What `<name>.table.sql` says of the table. */
export interface TableDefinition {
  /** Type of each column as it is written there. */
  readonly types: ReadonlyMap<string, string>;
  /** Columns that are never null. */
  readonly required: ReadonlySet<string>;
  readonly comments: Comments;
}

const COLUMN = /^(\w+) (.+?)(?: collate "C")?(?: not null)?(?: primary key)?$/;
const REQUIRED = /^(\w+) .+(?: not null| primary key)$/;

/** Reads a table's definition. Throws where there is none. */
export const readTableSql = (sql: string): TableDefinition => {
  const created = /create table :tables\.\w+ (?=\()/.exec(sql);
  if (created === null) throw new Error('There is no `create table :tables.…` in it.');
  const from = created.index + created[0].length;
  const to = from + outline(sql.slice(from)).indexOf(';');
  const columns = listed(sql.slice(from + 1, sql.lastIndexOf(')', to))).filter(
    (line) => !line.startsWith('primary key'),
  );
  return {
    types: new Map(columns.map((line) => COLUMN.exec(line)).map((found) => [found![1]!, found![2]!])),
    required: new Set(columns.flatMap((line) => REQUIRED.exec(line)?.[1] ?? [])),
    comments: commentsIn(sql),
  };
};
