import { LineCounter, parseDocument, type Document } from 'yaml';
import { type ProcessDefinition } from './process-definition';
import { type ProcessFile, type ProcessFileHandover, type ProcessFileStep } from './process-file';
import { faultsOfProcessFile, type FileFault } from './process-file.faults';

/** What a process definition file says, or everything that is wrong with it. */
export type ParsedProcessFile =
  | { readonly definition: ProcessDefinition; readonly faults: readonly [] }
  | { readonly definition: null; readonly faults: readonly FileFault[] };

type Step = ProcessDefinition['steps'][number];
type Handover = ProcessDefinition['handovers'][number];

const SECONDS_AN_HOUR = 3600;

const nextOf = (step: ProcessFileStep, below: ProcessFileStep | undefined): Pick<Step, 'next'> => {
  if (step.nextAll !== undefined) return { next: { kind: 'and', steps: step.nextAll } };
  const steps = step.next ?? (below === undefined ? [] : [below.key]);
  return steps.length === 0 ? {} : { next: { kind: 'xor', steps } };
};

const stepOf = (step: ProcessFileStep, place: number, all: readonly ProcessFileStep[]): Step => ({
  key: step.key,
  title: step.title,
  ordinal: place + 1,
  purpose: step.purpose,
  ownerRole: step.owner,
  people: step.people,
  paperwork: step.paperwork,
  entry: step.entry,
  exit: step.exit,
  expectedBs: Math.round(step.expectedBusinessHours * SECONDS_AN_HOUR),
  mandatory: step.mandatory ?? true,
  repeatable: step.repeatable ?? false,
  visible: step.visible ?? true,
  ...nextOf(step, all[place + 1]),
  ...(step.join === undefined ? {} : { join: step.join }),
  ...(step.closing === true ? { closing: true } : {}),
  ...(step.fromCustomer === undefined ? {} : { fromCustomer: step.fromCustomer }),
});

const handoverOf = ({ key, after, from, to, items }: ProcessFileHandover): Handover => ({
  key,
  afterStepKey: after,
  fromTeam: from,
  toTeam: to,
  items: items.map(({ required = true, weight = 1, ...item }) => ({ ...item, required, weight })),
});

const definitionOf = (file: ProcessFile): ProcessDefinition => ({
  processId: file.process,
  drafted: {
    title: file.title,
    ...(file.timeZone === undefined ? {} : { tz: file.timeZone }),
    ...(file.calendar === undefined ? {} : { calendarId: file.calendar }),
  },
  steps: file.steps.map(stepOf),
  handovers: (file.handovers ?? []).map(handoverOf),
  cadence: file.cadence ?? null,
  messages: file.steps.flatMap(({ key, message }) => (message === undefined ? [] : [{ stepKey: key, text: message }])),
});

const syntaxFaults = (document: Document.Parsed): readonly FileFault[] =>
  document.errors.map((error) => ({
    field: '',
    line: error.linePos?.[0].line ?? 1,
    message: `this is no YAML (${error.code}): ${error.message.split('\n')[0]}`,
  }));

/** Reads a process definition file. Whoever wrote it gets every fault at once, each with its line and remedy. */
export const parseProcessFile = (text: string): ParsedProcessFile => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.length > 0 ? syntaxFaults(document) : faultsOfProcessFile(document, lines);
  if (faults.length > 0) return { definition: null, faults };
  return { definition: definitionOf(document.toJS() as ProcessFile), faults: [] };
};
