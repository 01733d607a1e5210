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

const misfit = (table: string, { name, type }: Column, error: unknown): TypeError =>
  new TypeError(`A row of ${table} does not fit the column ${name} (${type}): ${(error as Error).message}.`);

/** Spells a row in the order of the table's columns. The same row gives the same digest, wherever it was computed. */
export const encodeRow = (row: Row, { name, columns }: TableLayout): EncodedRow => {
  let line = '';
  let isLike = Object.keys(row).length === columns.length;
  let at = 0;
  // One net for all columns: spelling is most of what writing a row costs.
  try {
    for (; at < columns.length; at++) {
      const column = columns[at]!;
      const value = row[column.name];
      if (value === undefined) isLike = false;
      else line += `${spellValue(column, value)}\t`;
    }
  } catch (error) {
    throw misfit(name, columns[at]!, error);
  }
  if (!isLike) {
    throw new Error(
      `Rows and columns of ${name} differ: ${whyUnlike(row, columns)}. ` +
        `Make ${name.replaceAll('_', '-')}.rows.ts and ${name.replaceAll('_', '-')}.table.sql agree; unknown is null.`,
    );
  }
  const digest = hash('sha256', line, 'base64url').slice(0, DIGEST_CHARACTERS);
  return { digest, line: `${line}${digest}\n` };
};
