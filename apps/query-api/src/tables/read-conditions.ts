import { type Fault } from '@gemba/platform';
import { type AskedSource } from './asked-table';
import { allWords } from './column-words';
import { valuesOf } from './column-values';
import { type FilterParameter, UNKNOWN, unknownNames } from './filter-parameters';
import { type Condition } from './table-ask';

/** A query string as it was parsed: a text, or a list of them for a parameter that came several times. */
export type Given = Readonly<Record<string, unknown>>;

type Faults = Fault[];

const VALUES_MAX = 100;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

const valuesAsked = (filter: FilterParameter, given: unknown, isAsOf: boolean, faults: Faults): Condition['values'] => {
  const { name, type, compare } = filter;
  const words = filter.words === null ? null : isAsOf ? allWords(filter.words) : filter.words.standing;
  const { expected, read } = valuesOf(compare === 'present' ? 'boolean' : type);
  const texts = textsOf(given);
  if (texts.length > VALUES_MAX)
    faults.push({ field: name, fault: `${name} is given ${texts.length} times; give it at most ${VALUES_MAX} times` });
  else if (texts.length > 1 && compare !== 'equals')
    faults.push({ field: name, fault: `${name} is given several times; give it once` });
  return texts.flatMap((text) => {
    const value = read(text);
    if (value === null) faults.push({ field: name, fault: `${name} is "${text}", which is not ${expected}` });
    else if (words !== null && !words.includes(text))
      faults.push({ field: name, fault: `${name} is "${text}", none of ${words.join(', ')}` });
    return value ?? [];
  });
};

/** The filters of which rows without a value are asked for. */
const unknownsOf = (given: Given, filters: readonly FilterParameter[], faults: Faults): ReadonlySet<string> => {
  const names = unknownNames(filters);
  const asked = given[UNKNOWN] === undefined ? [] : textsOf(given[UNKNOWN]);
  for (const text of asked.filter((one) => !names.includes(one)))
    faults.push({ field: UNKNOWN, fault: `${UNKNOWN} is "${text}", none of ${names.join(', ')}` });
  return new Set(asked);
};

/** What the parameters ask for, each fault of them noted. */
export const conditionsOf = (
  given: Given,
  filters: readonly FilterParameter[],
  isAsOf: boolean,
  faults: Faults,
): Condition[] => {
  const unknowns = unknownsOf(given, filters, faults);
  const conditions = filters
    .filter(({ name }) => given[name] !== undefined)
    .map((filter) => ({
      filter,
      values: valuesAsked(filter, given[filter.name], isAsOf, faults),
      orUnknown: unknowns.has(filter.of),
    }));
  // Those of which no value is asked for: rows without one alone.
  const alone = filters.filter(
    ({ of }, i) =>
      unknowns.has(of) &&
      filters.findIndex((other) => other.of === of) === i &&
      !conditions.some(({ filter }) => filter.of === of),
  );
  return [...conditions, ...alone.map((filter) => ({ filter, values: [], orUnknown: true }))];
};

/** Only what the rows as of an instant know can be asked of them. */
export const demandColumns = (
  { filter, values, orUnknown }: Condition,
  { columns }: AskedSource,
  faults: Faults,
): void => {
  const names = new Set(columns.map(({ name }) => name));
  const wanted = [...filter.columns, ...Object.keys(filter.where)];
  const field = orUnknown && values.length === 0 ? UNKNOWN : filter.name;
  if (wanted.some((column) => !names.has(column)))
    faults.push({ field, fault: `${field} cannot be asked together with asOf; leave one of them out` });
};
