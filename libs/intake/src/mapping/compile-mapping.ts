import { type IntakeFault } from '../envelope/fault-codes';
import { activityMembers } from './activity';
import { conditionOf } from './condition';
import { emitMaker, type EmitTools } from './emit';
import { timeFinder } from './row-time';
import { type LookupFiles, readLookups } from './lookup-table';
import { type Emit, type MappingFile, type Rule, type TimeRule } from './mapping-file';
import { Problems } from './problems';
import { ReferenceReader } from './reference';
import { RowIds } from './row-id';
import { type CompiledRule, type NamedMaker, RowTranslator, type TranslatesRows } from './row-translator';
import { timeReaderOf } from './time-reader';
import { textMaker, type ValueTools } from './value-rule';

/** A mapping ready for use: everything that can be decided before the first row is decided. */
export interface CompiledMapping {
  readonly file: MappingFile;
  /** One translator for each run over a file. */
  readonly newTranslator: () => TranslatesRows;
}

export type MappingResult = { readonly mapping: CompiledMapping } | { readonly faults: readonly IntakeFault[] };

const ID_OF_FORMAT = {
  xes: ['case', 'concept:name', 'lifecycle:transition', 'at'],
  csv: ['case'],
} as const;

const timeOf = (file: MappingFile): TimeRule =>
  file.format === 'xes' ? { column: 'time:timestamp', ...file.time } : { ...file.time };

const valueToolsOf = (file: MappingFile, files: LookupFiles, problems: Problems): ValueTools => {
  const references = new ReferenceReader(file.source, file.format);
  const tools: ValueTools = {
    readerOf: (reference) => references.read(reference),
    columnOf: (reference) => references.readColumn(reference),
    readTime: timeReaderOf(timeOf(file), problems),
    lookups: readLookups(file, files, problems),
    problems,
  };
  for (const [name, rule] of Object.entries(file.derived ?? {})) {
    references.derive(name, textMaker(rule, `derived.${name}`, tools));
  }
  return tools;
};

const emitToolsOf = (file: MappingFile, tools: ValueTools): EmitTools => ({
  ...tools,
  source: file.source,
  time: timeOf(file),
  actor: file.actor === undefined ? () => undefined : textMaker(file.actor, 'actor', tools),
  team: file.team === undefined ? () => undefined : textMaker(file.team, 'team', tools),
  activity: activityMembers(file, tools),
});

const makersOf = (emits: readonly Emit[], path: string, tools: EmitTools): NamedMaker[] =>
  emits.map((emit, index) => ({ type: emit.event, make: emitMaker(emit, `${path}[${index}]`, tools) }));

const compileRule = (rule: Rule, path: string, tools: EmitTools): CompiledRule => ({
  holds: conditionOf(rule.when, `${path}.when`, tools.readerOf, tools.problems),
  emits: makersOf(rule.emit, `${path}.emit`, tools),
});

/** A mapping file, already of the right shape, and the files its lookups name → a compiled mapping or all its faults. */
export const compileMapping = (file: MappingFile, files: LookupFiles = {}): MappingResult => {
  const problems = new Problems();
  const tools = emitToolsOf(file, valueToolsOf(file, files, problems));
  const readCase = textMaker(file.case, 'case', tools);
  const readTime = timeFinder(timeOf(file), 'time', tools);
  const idReaders = (file.id ?? ID_OF_FORMAT[file.format]).map((reference) => tools.readerOf(reference));
  const rules = (file.rules ?? []).map((rule, index) => compileRule(rule, `rules[${index}]`, tools));
  const fallBack = makersOf([{ event: 'ActivityRecorded' }], 'activity', tools);
  if (problems.faults.length > 0) return { faults: problems.faults };
  const { match = 'first' } = file;
  const newTranslator = (): RowTranslator =>
    new RowTranslator({
      readCase,
      readTime,
      ids: new RowIds(idReaders),
      rules,
      match,
      fallBack,
    });
  return { mapping: { file, newTranslator } };
};
