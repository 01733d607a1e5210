import { hash } from 'node:crypto';
import { type Row } from '@gemba/read-models';
import { type Column, spellValue, type TableLayout } from './table-layout';

/** A row as COPY takes it, and the digest of that spelling. */
export interface EncodedRow {
  readonly digest: string;
  /** Ends with the digest and a line feed. */
  readonly line: string;
}

/** 128 bits tell rows of one table apart for ever. */
const DIGEST_CHARACTERS = 22;

const whyUnlike = (row: Row, columns: readonly Column[]): string => {
  const names = new Set(columns.map(({ name }) => name));
  const missing = columns.filter(({ name }) => row[name] === undefined).map(({ name }) => name);
  const unknown = Object.keys(row).filter((name) => !names.has(name));
  return [
    ...(missing.length > 0 ? [`the row lacks ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`the table lacks ${unknown.join(', ')}`] : []),
  ].join('; ');
};

const spell = (row: Row, column: Column, table: string): string => {
  const value = row[column.name];
  if (value === undefined) throw new Error(`A row of ${table} lacks the column ${column.name}.`);
  try {
    return spellValue(column, value);
  } catch (error) {
    const why = (error as Error).message;
    throw new TypeError(`A row of ${table} does not fit the column ${column.name} (${column.type}): ${why}.`);
  }
};

/** Spells a row in the order of the table's columns. The same row gives the same digest, wherever it was computed. */
export const encodeRow = (row: Row, { name, columns }: TableLayout): EncodedRow => {
  const keys = Object.keys(row);
  if (keys.length !== columns.length || columns.some((column) => row[column.name] === undefined)) {
    throw new Error(
      `Rows and columns of ${name} differ: ${whyUnlike(row, columns)}. ` +
        `Make ${name.replaceAll('_', '-')}.rows.ts and ${name.replaceAll('_', '-')}.table.sql agree; unknown is null.`,
    );
  }
  let line = '';
  for (const column of columns) line += `${spell(row, column, name)}\t`;
  const digest = hash('sha256', line, 'base64url').slice(0, DIGEST_CHARACTERS);
  return { digest, line: `${line}${digest}\n` };
};
