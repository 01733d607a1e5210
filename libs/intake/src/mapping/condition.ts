import { type Condition, type DescribedCondition, type ValueCondition } from './mapping-file';
import { type Problems } from './problems';
import { type ReadText } from './reference';
import { type RowContext } from '../rows/source-row';

type Holds = (text: string | undefined) => boolean;
export type RowHolds = (context: RowContext) => boolean;

const matching = (pattern: string, path: string, problems: Problems): Holds => {
  try {
    const expression = new RegExp(pattern, 'u');
    return (text) => text !== undefined && expression.test(text);
  } catch {
    problems.add(path, pattern, 'write a regular expression as JavaScript reads it');
    return () => false;
  }
};

const described = (condition: DescribedCondition, path: string, problems: Problems): Holds => {
  const all: Holds[] = [];
  const { equals, in: among, matches, present, not } = condition;
  if (equals !== undefined) all.push((text) => text === String(equals));
  if (among !== undefined) {
    const allowed = new Set(among.map(String));
    all.push((text) => text !== undefined && allowed.has(text));
  }
  if (matches !== undefined) all.push(matching(matches, `${path}.matches`, problems));
  if (present !== undefined) all.push((text) => (text !== undefined) === present);
  if (not !== undefined) {
    const inner = valueHolds(not, `${path}.not`, problems);
    all.push((text) => !inner(text));
  }
  if (all.length === 0) problems.add(path, condition, 'say equals, in, matches, present or not');
  return (text) => all.every((holds) => holds(text));
};

const valueHolds = (condition: ValueCondition, path: string, problems: Problems): Holds => {
  if (typeof condition === 'object') return described(condition, path, problems);
  const wanted = String(condition);
  return (text) => text === wanted;
};

const allHold = (
  conditions: Readonly<Record<string, ValueCondition>>,
  path: string,
  readerOf: (reference: string) => ReadText,
  problems: Problems,
): RowHolds => {
  const checks = Object.entries(conditions).map(([reference, condition]) => {
    const read = readerOf(reference);
    const holds = valueHolds(condition, `${path}.${reference}`, problems);
    return (context: RowContext) => holds(read(context));
  });
  const [only] = checks;
  return checks.length === 1 && only !== undefined ? only : (context) => checks.every((check) => check(context));
};

/** A rule's `when` as a function; absent: always. */
export const conditionOf = (
  condition: Condition | undefined,
  path: string,
  readerOf: (reference: string) => ReadText,
  problems: Problems,
): RowHolds => {
  if (condition === undefined) return () => true;
  if (!Array.isArray(condition)) {
    return allHold(condition as Readonly<Record<string, ValueCondition>>, path, readerOf, problems);
  }
  const alternatives = (condition as readonly Readonly<Record<string, ValueCondition>>[]).map((one, index) =>
    allHold(one, `${path}[${index}]`, readerOf, problems),
  );
  return (context) => alternatives.some((holds) => holds(context));
};
