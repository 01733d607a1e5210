import { canonicalInstant } from '@gemba/event-sourcing';
import { type Fault } from '@gemba/platform';
import { unescapedInstant } from '../parameters/instant.parameter';
import { acceptedFormat, ANSWER_FORMATS, type AnswerFormat } from './answer-format';
import { type AskedSource, type AskedTable } from './asked-table';
import { valuesOf } from './column-values';
import { type FilterParameter, filterParameters, UNKNOWN, unknownNames } from './filter-parameters';
import { decodePageKey } from './page-key';
import { PAGE_ROWS } from './page-limits';
import { DEFAULT_ORDER, orderNames, type OrderColumn, orderOf } from './question-order';
import { conditionsOf, demandColumns, type Given } from './read-conditions';
import { type KeyValue, type TableAsk } from './table-ask';

/** The one value of a parameter that may be given once. */
const onceOf = (given: Given, name: string, faults: Fault[]): string | undefined => {
  const value = given[name];
  if (value === undefined || typeof value === 'string') return value;
  faults.push({ field: name, fault: `${name} is given several times; give it once` });
  return undefined;
};

const chosenOf = <Choice extends string>(
  given: Given,
  name: string,
  choices: readonly Choice[],
  faults: Fault[],
): Choice | undefined => {
  const text = onceOf(given, name, faults);
  const choice = choices.find((each) => each === text);
  if (text !== undefined && choice === undefined)
    faults.push({ field: name, fault: `${name} is "${text}", none of ${choices.join(', ')}` });
  return choice;
};

const limitOf = (given: Given, format: AnswerFormat, faults: Fault[]): number => {
  const { usual, most } = PAGE_ROWS[format];
  const text = onceOf(given, 'limit', faults);
  if (text === undefined) return usual;
  if (/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  faults.push({ field: 'limit', fault: `limit is "${text}", no whole number from 1 to ${most}` });
  return usual;
};

/** The rows that an as-of asks for, those that stand without one. */
const sourceOf = (
  { standing, asOf: source }: AskedTable,
  given: Given,
  faults: Fault[],
): { source: AskedSource; asOf: string | null } => {
  const text = source === null ? undefined : onceOf(given, 'asOf', faults);
  if (source === null || text === undefined) return { source: standing, asOf: null };
  const asOf = canonicalInstant(unescapedInstant(text));
  if (asOf === null)
    faults.push({ field: 'asOf', fault: `asOf is "${text}", which is not ${valuesOf('timestamptz').expected}` });
  return { source, asOf };
};

const placeOf = (
  given: Given,
  orderName: string,
  order: readonly OrderColumn[],
  faults: Fault[],
): readonly KeyValue[] | null => {
  const text = onceOf(given, 'after', faults);
  if (text === undefined) return null;
  const place = decodePageKey(text, orderName, order);
  if (place === null)
    faults.push({
      field: 'after',
      fault: `after is no place in the order ${orderName}; send \`next\` of the page before as it came`,
    });
  return place;
};

const OWN = ['limit', 'after', 'order', 'format'];

/** Every parameter of a question by name. */
const namesOf = (table: AskedTable, filters: readonly FilterParameter[]): string[] => [
  ...filters.map(({ name }) => name),
  ...(unknownNames(filters).length === 0 ? [] : [UNKNOWN]),
  ...OWN,
  ...(table.asOf === null ? [] : ['asOf']),
];

/** Reads a query string: what is asked for, or every fault of it. */
export const readAsk = (table: AskedTable, given: Given, accept?: string): TableAsk | readonly Fault[] => {
  const faults: Fault[] = [];
  const filters = filterParameters(table);
  const names = namesOf(table, filters);
  for (const name of Object.keys(given).filter((one) => !names.includes(one)))
    faults.push({ field: name, fault: `${name} is no parameter of this question, which takes ${names.join(', ')}` });
  const format = chosenOf(given, 'format', ANSWER_FORMATS, faults) ?? acceptedFormat(accept);
  const limit = limitOf(given, format, faults);
  const { source, asOf } = sourceOf(table, given, faults);
  const conditions = conditionsOf(given, filters, source !== table.standing, faults);
  for (const condition of conditions) demandColumns(condition, source, faults);
  const orderName = chosenOf(given, 'order', orderNames(table), faults) ?? DEFAULT_ORDER;
  const order = orderOf(table, source, orderName);
  if (order === null)
    faults.push({ field: 'order', fault: `order ${orderName} cannot be asked together with asOf; leave it out` });
  if (faults.length > 0 || order === null) return faults;
  const after = placeOf(given, orderName, order, faults);
  return faults.length > 0 ? faults : { asOf, conditions, orderName, order, after, limit, format };
};
