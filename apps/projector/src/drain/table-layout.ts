import { type Json } from '@gemba/event-sourcing';
import { type Pool, type PoolClient } from 'pg';
import { COPY_NULL, copyField } from '../database/copy-text';
import { quoted } from '../database/schema-names';

/** The hidden column by which a table's rows are compared with what they should be. */
export const DIGEST_COLUMN = 'row_digest';

/** How one value is spelt in COPY text. */
type Spelling = (value: Json) => string;

export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it: `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly spell: Spelling;
}

/** A table as it was created. */
export interface TableLayout {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
}

const spellScalar: Spelling = (value) => {
  if (typeof value === 'string') return copyField(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError(`${JSON.stringify(value)} is no single value`);
};

const spellJson: Spelling = (value) => copyField(JSON.stringify(value));

const spellArray: Spelling = (value) => {
  if (!Array.isArray(value)) throw new TypeError(`${JSON.stringify(value)} is no list`);
  const items = value.map((item: Json) =>
    item === null ? 'NULL' : `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return copyField(`{${items.join(',')}}`);
};

const spellingOf = (type: string): Spelling => {
  if (type === 'json' || type === 'jsonb') return spellJson;
  return type.endsWith('[]') ? spellArray : spellScalar;
};

/** Null is the same for every type. */
export const spellValue = (column: Column, value: Json): string => (value === null ? COPY_NULL : column.spell(value));

/** Reads from the catalog what columns a table takes; generated ones and the digest are not for us to give. */
export const readLayout = async (client: Pool | PoolClient, schema: string, name: string): Promise<TableLayout> => {
  const { rows } = await client.query<{ name: string; type: string; is_nullable: boolean }>(
    `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as is_nullable
     from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = '' and attname <> $2
     order by attnum`,
    [`${quoted(schema)}.${quoted(name)}`, DIGEST_COLUMN],
  );
  if (rows.length === 0) throw new Error(`The table ${schema}.${name} does not exist.`);
  return {
    schema,
    name,
    columns: rows.map((row) => ({
      name: row.name,
      type: row.type,
      isNullable: row.is_nullable,
      spell: spellingOf(row.type),
    })),
  };
};
