import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CliFailure, EXIT } from '../failure/cli-failure';

export interface ImportOptions {
  readonly mapping?: string;
  readonly corrects?: string;
  readonly lookup?: readonly string[];
  readonly format?: string;
  readonly json?: boolean;
}

/** Everything an upload needs. */
export interface ImportOrder {
  readonly file: string;
  readonly bytes: number;
  /** Name of a mapping that Gemba ships; null where one is sent along. */
  readonly mappingName: string | null;
  readonly mappingText: string | null;
  /** The mapping that is corrected, likewise; both null where none is. */
  readonly correctsName: string | null;
  readonly correctsText: string | null;
  readonly lookups: readonly { readonly name: string; readonly content: Buffer }[];
}

const unreadable = (file: string, field: string, error: unknown): CliFailure => {
  const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
  return new CliFailure(EXIT.usage, `${file} cannot be read (${why}).`, 'Give the path of a readable file.', field);
};

/** An export that failed looks so: that is no import of nothing. */
const empty = (file: string): CliFailure =>
  new CliFailure(EXIT.usage, `${file} is empty.`, 'Give a file with rows, or at least with its header line.', 'file');

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, 'file', error);
  });
  if (!found.isFile()) {
    throw new CliFailure(EXIT.usage, `${file} is no file.`, 'Give the path of an XES or CSV file.', 'file');
  }
  if (found.size === 0) throw empty(file);
  return found.size;
};

/** `<name>=<file>`, or a file whose own name is the one that the mapping uses. */
const lookupOf = async (text: string): Promise<ImportOrder['lookups'][number]> => {
  const equals = text.indexOf('=');
  const file = text.slice(equals + 1);
  try {
    return { name: equals < 1 ? basename(file) : text.slice(0, equals), content: await readFile(file) };
  } catch (error) {
    throw unreadable(file, '--lookup', error);
  }
};

/** Any log in the XES format can be read without a mapping of its own: its events become activities. */
const GENERIC = { xes: 'generic-xes' } as const;

const genericMapping = (file: string, format: string | undefined): string => {
  const found = format ?? /\.(xes|csv)(?:\.gz)?$/i.exec(basename(file))?.[1]?.toLowerCase();
  if (found === 'xes') return GENERIC.xes;
  throw new CliFailure(
    EXIT.usage,
    `${basename(file)} needs a mapping: without one no column means anything.`,
    'Give --mapping <file or name>; only XES logs can do without (--format xes).',
    '--mapping',
  );
};

interface NamedOrSent {
  readonly name: string | null;
  readonly text: string | null;
}

/** A mapping that exists as a file is sent along; anything else is the name of one that Gemba ships. */
const namedOrSent = async (mapping: string, option: string): Promise<NamedOrSent> => {
  const looksLikeFile = /[/\\]|\.ya?ml$/i.test(mapping);
  if (!looksLikeFile && !existsSync(mapping)) return { name: mapping, text: null };
  try {
    return { name: null, text: await readFile(mapping, 'utf8') };
  } catch (error) {
    throw unreadable(mapping, option, error);
  }
};

type Mappings = Pick<ImportOrder, 'mappingName' | 'mappingText' | 'correctsName' | 'correctsText'>;

const mappingsOf = async (file: string, { mapping, corrects, format }: ImportOptions): Promise<Mappings> => {
  const given =
    mapping === undefined
      ? { name: genericMapping(file, format), text: null }
      : await namedOrSent(mapping, '--mapping');
  const earlier = corrects === undefined ? { name: null, text: null } : await namedOrSent(corrects, '--corrects');
  return {
    mappingName: given.name,
    mappingText: given.text,
    correctsName: earlier.name,
    correctsText: earlier.text,
  };
};

export const importOrder = async (file: string, options: ImportOptions): Promise<ImportOrder> => ({
  file,
  bytes: await sizeOf(file),
  ...(await mappingsOf(file, options)),
  lookups: await Promise.all((options.lookup ?? []).map(lookupOf)),
});
