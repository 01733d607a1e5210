/** SQL types that published tables are made of. */
export const SQL_TYPES = [
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

/** A column as its definition says it is. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** The comment on it; empty where there is none. */
  readonly comment: string;
}
