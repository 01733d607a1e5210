import { type ColumnType } from '@gemba/read-models';
import { type AskedSource, type AskedTable } from './asked-table';
import { type OrderColumn } from './question-order';
import { type Condition, type KeyValue, type TableAsk } from './table-ask';

/** SQL with the values that it asks about. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const SCHEMA = 'bi_v1';

const quoted = (name: string): string => `"${name}"`;

/** Hands out `$1`, `$2`… for values, each cast to its type, so that PostgreSQL guesses none. */
class Values {
  readonly list: unknown[] = [];

  put(value: unknown, type: string): string {
    this.list.push(value);
    return `$${this.list.length}::${type}`;
  }
}

/** The rows of the source under the names of the answer. */
const told = ({ relation, columns }: AskedSource, { asOf }: TableAsk, values: Values): string => {
  const names = columns.map(({ name, from }) => (name === from ? quoted(name) : `${quoted(from)} as ${quoted(name)}`));
  const given = asOf === null ? '' : `(${values.put(asOf, 'timestamptz')})`;
  return `(select ${names.join(', ')} from ${SCHEMA}.${quoted(relation)}${given}) as told`;
};

const isList = (type: ColumnType): boolean => type.endsWith('[]');

const compared = ({ filter, values: given }: Condition, column: string, values: Values): string => {
  const { compare, type } = filter;
  const name = quoted(column);
  switch (compare) {
    case 'equals':
      return isList(type)
        ? `${name} && ${values.put(given, type)}`
        : given.length === 1
          ? `${name} = ${values.put(given[0], type)}`
          : `${name} = any(${values.put(given, `${type}[]`)})`;
    case 'from':
      return `${name} >= ${values.put(given[0], type)}`;
    case 'before':
      return `${name} < ${values.put(given[0], type)}`;
    case 'present': {
      const present = isList(type) ? `coalesce(cardinality(${name}), 0) > 0` : `${name} is not null`;
      return given[0] === true ? present : `not (${present})`;
    }
  }
};

const conditionSql = (condition: Condition, values: Values): string => {
  const { columns, where } = condition.filter;
  const known = condition.values.length === 0 ? [] : columns.map((column) => compared(condition, column, values));
  const unknown = condition.orUnknown ? columns.map((column) => `${quoted(column)} is null`) : [];
  const either = [...known, ...unknown];
  const besides = Object.entries(where).map(([column, word]) => `${quoted(column)} = ${values.put(word, 'text')}`);
  return [...besides, either.length > 1 ? `(${either.join(' or ')})` : either[0]].join(' and ');
};

/** What comes after a place: rows whose first column lies further, or equals it while the next lies further. */
const furtherSql = (order: readonly OrderColumn[], place: readonly KeyValue[], values: Values): string => {
  const [column, ...rest] = order;
  const [value, ...others] = place;
  if (column === undefined || value === undefined) return 'false';
  const name = quoted(column.name);
  const onward = furtherSql(rest, others, values);
  // Null is last: nothing lies further, whatever is not null lies before it.
  if (value === null) return `(${name} is null and ${onward})`;
  const further = `${name} ${column.falling ? '<' : '>'} ${values.put(value, column.type)}`;
  const orNull = column.nullable ? ` or ${name} is null` : '';
  const same = rest.length === 0 ? '' : ` or (${name} = ${values.put(value, column.type)} and ${onward})`;
  return `(${further}${orNull}${same})`;
};

const afterSql = ({ order, after }: TableAsk, values: Values): string[] => {
  if (after === null) return [];
  // One comparison of whole rows, which an index answers at once, where all columns rise and none is ever null.
  if (order.every(({ falling, nullable }) => !falling && !nullable)) {
    const names = order.map(({ name }) => quoted(name)).join(', ');
    return [`(${names}) > (${order.map(({ type }, i) => values.put(after[i], type)).join(', ')})`];
  }
  return [furtherSql(order, after, values)];
};

const sourceOf = (table: AskedTable, { asOf }: TableAsk): AskedSource => (asOf === null ? table.standing : table.asOf!);

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;

/** The rows of a page, and one more where there is a next page. */
export const pageStatement = (table: AskedTable, ask: TableAsk): Statement => {
  const values = new Values();
  const from = told(sourceOf(table, ask), ask, values);
  const conditions = [...ask.conditions.map((condition) => conditionSql(condition, values)), ...afterSql(ask, values)];
  const order = ask.order.map(({ name, falling }) => `${quoted(name)}${falling ? ' desc nulls last' : ''}`);
  const limit = values.put(ask.limit + 1, 'integer');
  const text = `select * from ${from}${where(conditions)} order by ${order.join(', ')} limit ${limit}`;
  return { text, values: values.list };
};

/** How many rows the filters let through, on all pages. */
export const countStatement = (table: AskedTable, ask: TableAsk): Statement => {
  const values = new Values();
  const from = told(sourceOf(table, ask), ask, values);
  const conditions = ask.conditions.map((condition) => conditionSql(condition, values));
  return { text: `select count(*)::integer as n from ${from}${where(conditions)}`, values: values.list };
};
