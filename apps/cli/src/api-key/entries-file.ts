import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type KeyFileContent, type ListedKey, readKeyFile } from '@gemba/platform';
import { CliFailure, EXIT } from '../failure/cli-failure';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** The file that `--file` names, else the one that the running Gemba follows. */
export const entriesFile = (option: string | undefined): string => {
  const path = option ?? process.env['GEMBA_API_KEYS_FILE'];
  if (path !== undefined && path !== '') return path;
  const remedy = 'Give --file <path>, or set GEMBA_API_KEYS_FILE.';
  throw new CliFailure(EXIT.usage, 'It is not said which file holds the entries.', remedy, '--file');
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const remedy = 'Give the path of a file of entries; `gemba api-key new --file <path>` begins one.';
    throw new CliFailure(EXIT.usage, `${path} cannot be read (${codeOf(error)}).`, remedy, '--file');
  }
};

export const readEntries = (path: string): KeyFileContent => readKeyFile(textOf(path));

/** Refuses a file with faults: what is meant by them must not be guessed by a program that writes it anew. */
const soundKeysIn = (path: string, text: string): readonly ListedKey[] => {
  const { keys, faults } = readKeyFile(text);
  if (faults.length === 0) return keys;
  throw new CliFailure(EXIT.refused, `${path} is left as it is: ${faults.join('; ')}.`, 'Correct it first.', '--file');
};

export const keyWithId = (keys: readonly ListedKey[], id: string, path: string): ListedKey => {
  const key = keys.find((one) => one.id === id);
  if (key !== undefined) return key;
  const remedy = `These are there: ${keys.map((one) => one.id).join(', ') || 'none'}.`;
  throw new CliFailure(EXIT.refused, `${path} has no entry with the id ${id}.`, remedy, 'id');
};

/** What a file of entries shall hold, and what became of that for whoever asked. */
export interface Changed<T> {
  readonly text: string;
  readonly result: T;
}

/**
 * Changes a file of entries. Whoever follows it sees it whole, before or after; of two that change it at once the second
 * is refused. A new file is for its owner's eyes. Returns once the change is durable.
 */
export const changeEntries = <T>(path: string, change: (text: string, keys: readonly ListedKey[]) => Changed<T>): T => {
  const draft = `${path}.draft`;
  const old = statSync(path, { throwIfNoEntry: false });
  const mode = old === undefined ? 0o600 : old.mode & 0o777;
  const file = openDraft(draft, mode);
  try {
    const before = old === undefined ? '' : textOf(path);
    const { text, result } = change(before, soundKeysIn(path, before));
    writeSync(file, text);
    fchmodSync(file, mode);
    // Whoever follows the file must be able to read the new one, too.
    if (old !== undefined && old.uid !== process.getuid?.()) fchownSync(file, old.uid, old.gid);
    fsyncSync(file);
    renameSync(draft, path);
    return result;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
};

const openDraft = (draft: string, mode: number): number => {
  try {
    return openSync(draft, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      const remedy = 'The change is made beside the file: give --file in a folder that this user may write to.';
      throw new CliFailure(EXIT.refused, `${draft} cannot be written (${codeOf(error)}).`, remedy, '--file');
    }
    const remedy = 'If no other `gemba api-key` is at work on it, one was broken off: remove the draft.';
    throw new CliFailure(EXIT.refused, `${draft} is there already.`, remedy, '--file');
  }
};
