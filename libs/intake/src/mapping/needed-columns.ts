import { type MappingFile } from './mapping-file';
import { isBuiltIn } from './reference';
import { parseTemplate } from './template';

/** A column of a CSV file without which no row of it could be read, or told apart. */
export interface NeededColumn {
  readonly name: string;
  /** The key of the mapping that names it. */
  readonly under: 'case' | 'time' | 'id';
}

/** What case, time and id take from the header itself; what is made from other columns, or may be assumed, is not needed. */
export const neededColumns = ({ case: caseRule, time = {}, id = [], derived = {} }: MappingFile): NeededColumn[] => {
  const parts = typeof caseRule === 'string' ? (parseTemplate(caseRule) ?? []) : [];
  const ofCase = parts.flatMap(({ kind, text }) => (kind === 'reference' && !isBuiltIn(text) ? [text] : []));
  const ofTime = time.column === undefined || time.assume !== undefined ? [] : [time.column];
  const ofId = id.filter((reference) => !isBuiltIn(reference));
  const named = (references: readonly string[], under: NeededColumn['under']): NeededColumn[] =>
    references
      .filter((reference) => !Object.hasOwn(derived, reference))
      .map((reference) => ({ name: reference.replace(/^row\./, ''), under }));
  const all = [...named(ofCase, 'case'), ...named(ofTime, 'time'), ...named(ofId, 'id')];
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
};
