import { currencyDecimals, type Json } from '@gemba/event-sourcing';
import { quoted, refuse } from '../envelope/fault-codes';
import { minorUnitsOf, numberOf } from './decimal';
import {
  type ChooseRule,
  type FlagRule,
  type LookupRule,
  type MinorRule,
  type ObjectRule,
  type ValueRule,
} from './mapping-file';
import { Problems } from './problems';
import { type ReadText } from './reference';
import { type RowContext } from '../rows/source-row';
import { parseTemplate, templateReader } from './template';
import { type TimeReader } from './time-reader';

/** Makes one value of a row; undefined where it is absent. Throws `Refused` for a value that cannot be read. */
export type MakeValue = (context: RowContext) => Json | undefined;

/** What the values of one mapping are made with. */
export interface ValueTools {
  readonly readerOf: (reference: string) => ReadText;
  /** The same, where no built-in name is meant. */
  readonly columnOf: (reference: string) => ReadText;
  readonly readTime: TimeReader;
  readonly lookups: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly problems: Problems;
  /** Currency of the amounts that stand beside each other; absent where none is stated. */
  readonly readCurrency?: MakeValue;
}

/** A template as a reader of text; a broken one is noted and reads nothing. */
export const textReader = (template: string, path: string, tools: ValueTools): ReadText => {
  const parts = parseTemplate(template);
  if (parts !== null) return templateReader(parts, tools.readerOf);
  tools.problems.add(path, template, 'close every brace, and write a brace that is text twice');
  return () => undefined;
};

const otherwiseOf = (template: string | undefined, path: string, tools: ValueTools): ReadText =>
  template === undefined ? () => undefined : textReader(template, `${path}.otherwise`, tools);

const DECIMALS_WITHOUT_CURRENCY = 2;

/** Digits of the minor unit of a row's amounts, by the currency beside them: 1250 JPY are 1250 of its smallest unit. */
const decimalsMaker = (minor: string, { readCurrency }: ValueTools): ((context: RowContext) => number) => {
  if (readCurrency === undefined) return () => DECIMALS_WITHOUT_CURRENCY;
  return (context) => {
    const currency = readCurrency(context);
    if (currency === undefined) return DECIMALS_WITHOUT_CURRENCY;
    const why = `${minor} is an amount in ${quoted(currency)}, whose minor unit ISO 4217 does not know`;
    const remedy = 'State its digits in the mapping (decimals), or correct the currency';
    return currencyDecimals(String(currency)) ?? refuse('invalid', minor, `${why}. ${remedy}.`);
  };
};

const minorMaker = ({ minor, decimals: stated }: MinorRule, tools: ValueTools): MakeValue => {
  const read = tools.readerOf(minor);
  const decimalsOf = stated === undefined ? decimalsMaker(minor, tools) : () => stated;
  return (context) => {
    const text = read(context);
    if (text === undefined) return undefined;
    const decimals = decimalsOf(context);
    const wanted = `a decimal amount with at most ${decimals} digits after the point, such as 1250.00`;
    return (
      minorUnitsOf(text, decimals) ?? refuse('invalid', minor, `${minor} is ${quoted(text)}: it must be ${wanted}.`)
    );
  };
};

const numberMaker = (reference: string, tools: ValueTools): MakeValue => {
  const read = tools.readerOf(reference);
  return (context) => {
    const text = read(context);
    if (text === undefined) return undefined;
    return numberOf(text) ?? refuse('invalid', reference, `${reference} is ${quoted(text)}: it must be a number.`);
  };
};

const flagMaker = ({ flag, yes = ['true', 'yes', '1'], no = ['false', 'no', '0'] }: FlagRule, tools: ValueTools) => {
  const read = tools.readerOf(flag);
  const meaning = new Map<string, boolean>();
  for (const text of no) meaning.set(text.toLowerCase(), false);
  for (const text of yes) meaning.set(text.toLowerCase(), true);
  return (context: RowContext): boolean | undefined => {
    const text = read(context);
    if (text === undefined) return undefined;
    const wanted = [...yes, ...no].join(', ');
    const value = meaning.get(text.toLowerCase());
    return value ?? refuse('invalid', flag, `${flag} is ${quoted(text)}: it must be one of ${wanted}.`);
  };
};

const timeMaker = (reference: string, tools: ValueTools): MakeValue => {
  const read = tools.columnOf(reference);
  return (context) => {
    const text = read(context);
    return text === undefined ? undefined : tools.readTime(text, reference).instant;
  };
};

const lookupMaker = ({ lookup, of, otherwise }: LookupRule, path: string, tools: ValueTools): MakeValue => {
  const table = tools.lookups.get(lookup);
  if (table === undefined) tools.problems.add(`${path}.lookup`, lookup, 'name a table that stands under lookups');
  const read = tools.readerOf(of);
  const fallBack = otherwiseOf(otherwise, path, tools);
  return (context) => {
    const key = read(context);
    return (key === undefined ? undefined : table?.get(key)) ?? fallBack(context);
  };
};

const chooseMaker = ({ choose, from, otherwise }: ChooseRule, path: string, tools: ValueTools): MakeValue => {
  const choices = new Map(Object.entries(from));
  const read = tools.readerOf(choose);
  const fallBack = otherwiseOf(otherwise, path, tools);
  return (context) => {
    const key = read(context);
    return (key === undefined ? undefined : choices.get(key)) ?? fallBack(context);
  };
};

const firstMaker = (makers: readonly MakeValue[]): MakeValue => {
  return (context) => {
    for (const make of makers) {
      const value = make(context);
      if (value !== undefined) return value;
    }
    return undefined;
  };
};

const listMaker = (makers: readonly MakeValue[]): MakeValue => {
  return (context) => makers.map((make) => make(context)).filter((value) => value !== undefined);
};

/** Makers of an object's members, by name. */
export type Members = ReadonlyMap<string, MakeValue>;

export const memberMakers = (
  rules: Readonly<Record<string, ValueRule>>,
  path: string,
  tools: ValueTools,
): Map<string, MakeValue> => {
  const { currency } = rules;
  // Its own faults are noted when it is made for itself.
  const readCurrency =
    currency === undefined ? undefined : valueMaker(currency, path, { ...tools, problems: new Problems() });
  const among = readCurrency === undefined ? tools : { ...tools, readCurrency };
  return new Map(Object.entries(rules).map(([name, rule]) => [name, valueMaker(rule, `${path}.${name}`, among)]));
};

/** Several members as one object, absent ones left out, in the order in which the digest wants them. */
export const objectMaker = (members: Members): ((context: RowContext) => { [name: string]: Json }) => {
  const makers = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  return (context) => {
    const made: { [name: string]: Json } = {};
    for (const [name, make] of makers) {
      const value = make(context);
      if (value !== undefined) made[name] = value;
    }
    return made;
  };
};

const severalMakers = (rules: readonly ValueRule[], path: string, tools: ValueTools): MakeValue[] =>
  rules.map((rule, index) => valueMaker(rule, `${path}[${index}]`, tools));

/** A value rule as a function. What is wrong with the rule is noted under its path. */
export const valueMaker = (rule: ValueRule, path: string, tools: ValueTools): MakeValue => {
  if (typeof rule === 'string') return textReader(rule, path, tools);
  if (typeof rule !== 'object') return () => rule;
  if (Array.isArray(rule)) return listMaker(severalMakers(rule as readonly ValueRule[], path, tools));
  if ('minor' in rule) return minorMaker(rule, tools);
  if ('number' in rule) return numberMaker(rule.number, tools);
  if ('flag' in rule) return flagMaker(rule, tools);
  if ('time' in rule) return timeMaker(rule.time, tools);
  if ('lookup' in rule) return lookupMaker(rule, path, tools);
  if ('choose' in rule) return chooseMaker(rule, path, tools);
  if ('first' in rule) return firstMaker(severalMakers(rule.first, `${path}.first`, tools));
  return objectMaker(memberMakers((rule as ObjectRule).object, `${path}.object`, tools));
};

/** A value rule where only text will do. */
export const textMaker = (rule: ValueRule, path: string, tools: ValueTools): ReadText => {
  const make = valueMaker(rule, path, tools);
  return (context) => {
    const value = make(context);
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
};
