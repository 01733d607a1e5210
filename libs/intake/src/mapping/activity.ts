import { type Json } from '@gemba/event-sourcing';
import { isExactNumber } from '../envelope/exact-number';
import { type ActivityRule, type MappingFile, type ValueRule } from './mapping-file';
import { type RowContext, type SourceRow } from '../rows/source-row';
import { type MakeValue, type Members, textMaker, type ValueTools } from './value-rule';

const XES_DEFAULTS = {
  activity: { first: ['{concept:name}', 'unnamed activity'] },
  lifecycle: '{lifecycle:transition}',
  resource: '{org:resource}',
  group: '{org:group}',
} as const satisfies ActivityRule;

const CSV_DEFAULTS = { activity: 'row' } as const satisfies ActivityRule;

const PARTS = ['activity', 'lifecycle', 'resource', 'group'] as const;

const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const numberIn = (text: string): number | null => {
  const number = NUMBER.test(text) && isExactNumber(text) ? Number(text) : NaN;
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : null;
};

/** A value of the type that the log states; what is none, or would lose digits, stays the text that it was. */
const typedValue = (row: SourceRow, name: string, text: string): Json => {
  switch (row.typed.get(name)) {
    case 'boolean':
      return TRUTH.get(text) ?? text;
    case 'number':
      return numberIn(text) ?? text;
    case undefined:
      return text;
  }
};

type Attributes = { [name: string]: Json };

/** The fields of a row that stand nowhere else in its activity, as they are. */
const restOf = (row: SourceRow, said: ReadonlySet<string>): Attributes | undefined => {
  let rest: Attributes | undefined;
  for (const [name, text] of row.fields) {
    if (said.has(name) || text === '') continue;
    // Without a prototype: a field may be named `__proto__`.
    rest ??= Object.create(null) as Attributes;
    rest[name] = typedValue(row, name, text);
  }
  return rest;
};

const chosenOf = (references: readonly string[], tools: ValueTools) => {
  const readers = references.map((reference) => [reference, tools.readerOf(reference)] as const);
  return (context: RowContext): Attributes | undefined => {
    const chosen = Object.create(null) as Attributes;
    for (const [reference, read] of readers) {
      const text = read(context);
      if (text !== undefined) chosen[reference] = typedValue(context.row, reference, text);
    }
    return Object.keys(chosen).length === 0 ? undefined : chosen;
  };
};

/** The one column that a rule passes on unchanged, `{column}`; null for any other rule. */
const passedOn = (rule: ValueRule): string | null =>
  typeof rule === 'string' ? (/^\{([^{}]+)\}$/.exec(rule)?.[1] ?? null) : null;

const saidBy = (rule: ActivityRule, mapping: MappingFile): ReadonlySet<string> => {
  const said = new Set<string>(mapping.time?.column === undefined ? [] : [mapping.time.column]);
  const rules = [mapping.case, ...PARTS.map((part) => rule[part])];
  for (const one of rules) {
    const first = typeof one === 'object' && 'first' in one ? one.first[0] : one;
    const column = first === undefined ? null : passedOn(first);
    if (column !== null) said.add(column);
  }
  return said;
};

/** The members of the `ActivityRecorded` that a row becomes when nothing better is known of it. */
export const activityMembers = (mapping: MappingFile, tools: ValueTools): Members => {
  const rule: ActivityRule = { ...(mapping.format === 'xes' ? XES_DEFAULTS : CSV_DEFAULTS), ...mapping.activity };
  const members = new Map<string, MakeValue>();
  for (const part of PARTS) {
    const value = rule[part];
    if (value !== undefined) members.set(part, textMaker(value, `activity.${part}`, tools));
  }
  const { attributes = 'rest' } = rule;
  const said = saidBy(rule, mapping);
  if (typeof attributes === 'object') members.set('attributes', chosenOf(attributes, tools));
  else if (attributes === 'rest') members.set('attributes', ({ row }) => restOf(row, said));
  return members;
};
