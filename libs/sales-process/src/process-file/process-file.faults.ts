import Ajv, { type ErrorObject } from 'ajv';
import { isNode, type Document, type LineCounter } from 'yaml';
import schema from './process-file.schema.generated.json';
import { type ProcessFile } from './process-file';

/** One thing that is wrong with a file. */
export interface FileFault {
  /** Where: `steps[3].owner`; empty for the whole file. */
  readonly field: string;
  /** Counted from 1. */
  readonly line: number;
  /** The value's fault and the remedy. */
  readonly message: string;
}

type Path = readonly (string | number)[];
type MisplacedFault = { readonly path: Path; readonly message: string };

const matches = new Ajv({ allErrors: true, verbose: true }).compile<ProcessFile>(schema);

const spelled = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${part}`),
    '',
  );

const pathOf = ({ instancePath }: ErrorObject): Path =>
  instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));

const describe = (part: unknown): string => {
  const { description = '' } = (part ?? {}) as { description?: string };
  return description.replace(/\s+/g, ' ');
};

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' ? 'a block of members' : JSON.stringify(value);
};

/** What the schema found, said so that whoever wrote the file can mend it. */
const faultOfSchema = (error: ErrorObject): MisplacedFault => {
  const path = pathOf(error);
  const members = (error.parentSchema as { properties?: Record<string, unknown> }).properties ?? {};
  if (error.keyword === 'required') {
    const missing = (error.params as { missingProperty: string }).missingProperty;
    return { path: [...path, missing], message: `is missing. Write: ${describe(members[missing])}` };
  }
  if (error.keyword === 'additionalProperties') {
    const extra = (error.params as { additionalProperty: string }).additionalProperty;
    return { path: [...path, extra], message: `is unknown here. Known are: ${Object.keys(members).join(', ')}` };
  }
  if (error.keyword === 'enum') {
    const allowed = (error.params as { allowedValues: readonly string[] }).allowedValues;
    return { path, message: `is ${shown(error.data)}. Write one of: ${allowed.join(', ')}` };
  }
  const remedy = describe(error.parentSchema) || `It ${error.message}`;
  return { path, message: `is ${shown(error.data)}. Write: ${remedy}` };
};

const keysTwice = (list: readonly { readonly key: string }[], path: Path): MisplacedFault[] =>
  list.flatMap(({ key }, place) => {
    const first = list.findIndex((other) => other.key === key);
    if (first === place) return [];
    const message = `is ${key}, as ${spelled([...path, first, 'key'])} is. Write a key of its own`;
    return [{ path: [...path, place, 'key'], message }];
  });

const isZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What no schema can say. */
const faultsOfMeaning = ({ timeZone = 'UTC', steps, handovers = [] }: ProcessFile): MisplacedFault[] => [
  ...(isZone(timeZone)
    ? []
    : [{ path: ['timeZone'], message: `is ${timeZone}, which is no zone. Write an IANA name, like Europe/Berlin` }]),
  ...keysTwice(steps, ['steps']),
  ...keysTwice(handovers, ['handovers']),
  ...handovers.flatMap(({ items }, place) => keysTwice(items, ['handovers', place, 'items'])),
  ...steps.flatMap(({ next, nextAll }, place) =>
    next !== undefined && nextAll !== undefined
      ? [{ path: ['steps', place, 'nextAll'], message: 'stands beside next. Write one of the two' }]
      : [],
  ),
];

/** The line of the deepest part of a path that the file holds. */
const lineOf = (path: Path, document: Document.Parsed, lines: LineCounter): number => {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
};

export const faultsOfProcessFile = (document: Document.Parsed, lines: LineCounter): readonly FileFault[] => {
  const file: unknown = document.toJS();
  const faults = matches(file) ? faultsOfMeaning(file) : (matches.errors ?? []).map(faultOfSchema);
  return faults.map(({ path, message }) => ({
    field: spelled(path),
    line: lineOf(path, document, lines),
    message: `${spelled(path) || 'the file'} ${message}`,
  }));
};
