import { canonicalInstant } from '@gemba/event-sourcing';
import { type Fault } from '@gemba/platform';
import { unescapedInstant } from '../parameters/instant.parameter';
import { acceptedFormat, ANSWER_FORMATS, type AnswerFormat } from './answer-format';
import { type AskedSource, type AskedTable } from './asked-table';
import { allWords } from './column-words';
import { valuesOf } from './column-values';
import { type FilterParameter, filterParameters } from './filter-parameters';
import { decodePageKey } from './page-key';
import { PAGE_ROWS } from './page-limits';
import { DEFAULT_ORDER, orderNames, type OrderColumn, orderOf } from './question-order';
import { type Condition, type KeyValue, type TableAsk } from './table-ask';

/** A query string as it was parsed: a text, or a list of them for a parameter that came several times. */
export type Given = Readonly<Record<string, unknown>>;

type Faults = Fault[];

const VALUES_MAX = 100;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

/** The one value of a parameter that may be given once. */
const onceOf = (given: Given, name: string, faults: Faults): string | undefined => {
  const value = given[name];
  if (value === undefined || typeof value === 'string') return value;
  faults.push({ field: name, fault: `${name} is given several times; give it once` });
  return undefined;
};

const chosenOf = <Choice extends string>(
  given: Given,
  name: string,
  choices: readonly Choice[],
  faults: Faults,
): Choice | undefined => {
  const text = onceOf(given, name, faults);
  const choice = choices.find((each) => each === text);
  if (text !== undefined && choice === undefined)
    faults.push({ field: name, fault: `${name} is "${text}", none of ${choices.join(', ')}` });
  return choice;
};

const limitOf = (given: Given, format: AnswerFormat, faults: Faults): number => {
  const { usual, most } = PAGE_ROWS[format];
  const text = onceOf(given, 'limit', faults);
  if (text === undefined) return usual;
  if (/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  faults.push({ field: 'limit', fault: `limit is "${text}", no whole number from 1 to ${most}` });
  return usual;
};

const conditionOf = (filter: FilterParameter, given: unknown, isAsOf: boolean, faults: Faults): Condition => {
  const { name, type, compare } = filter;
  const words = filter.words === null ? null : isAsOf ? allWords(filter.words) : filter.words.standing;
  const { expected, read } = valuesOf(compare === 'present' ? 'boolean' : type);
  const texts = textsOf(given);
  if (texts.length > VALUES_MAX)
    faults.push({ field: name, fault: `${name} is given ${texts.length} times; give it at most ${VALUES_MAX} times` });
  else if (texts.length > 1 && compare !== 'equals')
    faults.push({ field: name, fault: `${name} is given several times; give it once` });
  const values = texts.flatMap((text) => {
    const value = read(text);
    if (value === null) faults.push({ field: name, fault: `${name} is "${text}", which is not ${expected}` });
    else if (words !== null && !words.includes(text))
      faults.push({ field: name, fault: `${name} is "${text}", none of ${words.join(', ')}` });
    return value ?? [];
  });
  return { filter, values };
};

/** The rows that an as-of asks for, those that stand without one. */
const sourceOf = (
  { standing, asOf: source }: AskedTable,
  given: Given,
  faults: Faults,
): { source: AskedSource; asOf: string | null } => {
  const text = source === null ? undefined : onceOf(given, 'asOf', faults);
  if (source === null || text === undefined) return { source: standing, asOf: null };
  const asOf = canonicalInstant(unescapedInstant(text));
  if (asOf === null)
    faults.push({ field: 'asOf', fault: `asOf is "${text}", which is not ${valuesOf('timestamptz').expected}` });
  return { source, asOf };
};

/** Only what the rows as of an instant know can be asked of them. */
const demandColumns = ({ filter }: Condition, { columns }: AskedSource, faults: Faults): void => {
  const names = new Set(columns.map(({ name }) => name));
  const wanted = [...filter.columns, ...Object.keys(filter.where)];
  if (wanted.some((column) => !names.has(column)))
    faults.push({
      field: filter.name,
      fault: `${filter.name} cannot be asked together with asOf; leave one of them out`,
    });
};

const placeOf = (
  given: Given,
  orderName: string,
  order: readonly OrderColumn[],
  faults: Faults,
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
  ...OWN,
  ...(table.asOf === null ? [] : ['asOf']),
];

/** Reads a query string: what is asked for, or every fault of it. */
export const readAsk = (table: AskedTable, given: Given, accept?: string): TableAsk | readonly Fault[] => {
  const faults: Faults = [];
  const filters = filterParameters(table);
  const names = namesOf(table, filters);
  for (const name of Object.keys(given).filter((one) => !names.includes(one)))
    faults.push({ field: name, fault: `${name} is no parameter of this question, which takes ${names.join(', ')}` });
  const format = chosenOf(given, 'format', ANSWER_FORMATS, faults) ?? acceptedFormat(accept);
  const limit = limitOf(given, format, faults);
  const { source, asOf } = sourceOf(table, given, faults);
  const conditions = filters
    .filter(({ name }) => given[name] !== undefined)
    .map((filter) => conditionOf(filter, given[filter.name], source !== table.standing, faults));
  for (const condition of conditions) demandColumns(condition, source, faults);
  const orderName = chosenOf(given, 'order', orderNames(table), faults) ?? DEFAULT_ORDER;
  const order = orderOf(table, source, orderName);
  if (order === null)
    faults.push({ field: 'order', fault: `order ${orderName} cannot be asked together with asOf; leave it out` });
  if (faults.length > 0 || order === null) return faults;
  const after = placeOf(given, orderName, order, faults);
  return faults.length > 0 ? faults : { asOf, conditions, orderName, order, after, limit, format };
};
