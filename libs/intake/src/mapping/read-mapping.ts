import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { LineCounter, parseDocument } from 'yaml';
import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import schema from './mapping-file.schema.generated.json';
import { compileMapping, type MappingResult } from './compile-mapping';
import { type LookupFiles } from './lookup-table';
import { type MappingFile } from './mapping-file';

let validator: ValidateFunction<MappingFile> | undefined;

const validate = (): ValidateFunction<MappingFile> =>
  (validator ??= new Ajv2020({ allErrors: true, verbose: true, strict: false }).compile<MappingFile>(schema));

const pathOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');

const sentenceOf = (error: ErrorObject, path: string): string => {
  const { keyword, params } = error;
  if (keyword === 'required') return `${path} lacks ${String(params['missingProperty'])}. Write it.`;
  if (keyword === 'additionalProperties') {
    return `${path} has the unknown key ${quoted(params['additionalProperty'])}. Correct its spelling, or remove it.`;
  }
  if (keyword === 'const') return `${path} is ${quoted(error.data)}: it must be ${quoted(params['allowedValue'])}.`;
  const allowed = keyword === 'enum' ? ` (${(params['allowedValues'] as unknown[]).join(', ')})` : '';
  return `${path} is ${quoted(error.data)}: it ${error.message ?? 'is not valid'}${allowed}.`;
};

/** Of a value that may be one of several things, Ajv says what is wrong with each; the reader is told once. */
const withoutAlternatives = (errors: readonly ErrorObject[]): ErrorObject[] => {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isBelow = (error: ErrorObject): boolean =>
    choices.some((choice) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`)) ||
    choices.some((choice) => error !== choice && error.instancePath.startsWith(choice.instancePath));
  return errors.filter((error) => !isBelow(error));
};

const shapeFaults = (errors: readonly ErrorObject[]): IntakeFault[] =>
  withoutAlternatives(errors).map((error) => {
    const path = pathOf(error.instancePath) || 'The mapping';
    const says = error.keyword === 'anyOf' ? `${path} is ${quoted(error.data)}, none of the forms it may have.` : null;
    const message = says ?? sentenceOf(error, path);
    return fault(
      error.keyword === 'required' ? 'missing' : 'invalid',
      pathOf(error.instancePath) || undefined,
      message,
    );
  });

const readYaml = (text: string): { readonly value: unknown } | { readonly faults: readonly IntakeFault[] } => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos: [at] }) =>
      fault('invalid', `line ${lines.linePos(at).line}`, `Line ${lines.linePos(at).line} is no YAML: ${message}.`),
    );
    return { faults };
  }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown };
  } catch (error) {
    return { faults: [fault('invalid', undefined, `The YAML cannot be read: ${(error as Error).message}`)] };
  }
};

/** The text of a mapping file → its parts, or all that is wrong with its shape. */
export const readMappingFile = (
  text: string,
): { readonly file: MappingFile } | { readonly faults: readonly IntakeFault[] } => {
  const yaml = readYaml(text);
  if ('faults' in yaml) return yaml;
  const isValid = validate();
  return isValid(yaml.value) ? { file: yaml.value } : { faults: shapeFaults(isValid.errors ?? []) };
};

/** The text of a mapping file and the files its lookups name → a compiled mapping, or all its faults at once. */
export const readMapping = (text: string, files: LookupFiles = {}): MappingResult => {
  const read = readMappingFile(text);
  return 'faults' in read ? read : compileMapping(read.file, files);
};
