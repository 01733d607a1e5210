import { type AskedColumn, type AskedSource, type AskedTable } from './asked-table';

export const DEFAULT_ORDER = 'default';

/** A column that an answer is ordered by. What is null comes last, whichever way. */
export interface OrderColumn extends Pick<AskedColumn, 'name' | 'type' | 'nullable'> {
  readonly falling: boolean;
}

export const orderNames = ({ question }: AskedTable): string[] => [
  DEFAULT_ORDER,
  ...Object.keys(question.orders ?? {}),
];

/**
 * The columns of an order, those that name a row at its end: no two rows have the same place. Null where the source
 * lacks one of them.
 */
export const orderOf = ({ question }: AskedTable, { columns }: AskedSource, name: string): OrderColumn[] | null => {
  const known = new Map(columns.map((column) => [column.name, column]));
  const order: OrderColumn[] = [];
  for (const term of [...(question.orders?.[name] ?? []), ...question.order]) {
    const falling = term.startsWith('-');
    const column = known.get(falling ? term.slice(1) : term);
    if (column === undefined) return null;
    if (order.some((before) => before.name === column.name)) continue;
    const nullable = column.nullable && !question.order.includes(column.name);
    order.push({ name: column.name, type: column.type, nullable, falling });
  }
  return order;
};
