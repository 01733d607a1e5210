import { type PublishedColumn, type PublishedFunction } from '../published';

/** SQL types that answers show. */
const SQL_TYPES = [
  'text',
  'uuid',
  'smallint',
  'integer',
  'bigint',
  'double precision',
  'boolean',
  'date',
  'timestamptz',
  'json',
  'text[]',
  'integer[]',
] as const;

export type ColumnType = (typeof SQL_TYPES)[number];

/** The type of a column that an answer shows. Throws for one that no answer can show yet. */
export const columnTypeOf = ({ name, type }: Pick<PublishedColumn, 'name' | 'type'>): ColumnType => {
  const known = SQL_TYPES.find((each) => each === type);
  if (known !== undefined) return known;
  throw new Error(`The column ${name} is "${type}", a type that no answer shows yet: teach SQL_TYPES of it.`);
};

/** Columns of the table that a published function returns, in their order. */
export const columnsReturned = ({ name, returns }: PublishedFunction): { name: string; type: ColumnType }[] => {
  const list = /^table \((.*)\)$/.exec(returns)?.[1];
  if (list === undefined) throw new Error(`The function ${name} returns ${returns}, no table.`);
  return list.split(',').map((part) => {
    const [, column, type] = /^(\w+) (.+)$/.exec(part.trim())!;
    return { name: column!, type: columnTypeOf({ name: column!, type: type! }) };
  });
};
