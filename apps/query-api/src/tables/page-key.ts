import { valuesOf } from './column-values';
import { type OrderColumn } from './question-order';
import { type KeyValue } from './table-ask';

/** Where a page ended, as one opaque text for the caller to send back: the order's name, its columns in the last row. */
export const encodePageKey = (orderName: string, values: readonly KeyValue[]): string =>
  Buffer.from(JSON.stringify([orderName, ...values])).toString('base64url');

/** Whether a value can stand in the column: PostgreSQL would refuse another, and not as the caller's fault. */
const canStand = ({ type, nullable }: OrderColumn, value: unknown): value is KeyValue => {
  if (value === null) return nullable;
  if (type === 'text') return typeof value === 'string' && !value.includes('\0');
  return valuesOf(type).read(String(value)) === value;
};

/** The values that `encodePageKey` was given; null for a text that names no place in this order. */
export const decodePageKey = (
  text: string,
  orderName: string,
  order: readonly OrderColumn[],
): readonly KeyValue[] | null => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts[0] !== orderName || parts.length !== order.length + 1) return null;
  const values: unknown[] = parts.slice(1);
  return order.every((column, i) => canStand(column, values[i])) ? (values as KeyValue[]) : null;
};
