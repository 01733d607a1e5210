import { API_KEY_ENTRY } from './api-key-entry';

/** One entry in a file of keys: its line counts from 1; the note is what stands behind it, after `#`. */
export interface ListedKey {
  readonly entry: string;
  readonly id: string;
  readonly line: number;
  readonly note: string | null;
}

/** What a file of keys holds. A fault names its line and says nothing of what stands there. */
export interface KeyFileContent {
  readonly keys: readonly ListedKey[];
  readonly faults: readonly string[];
}

const idOf = (entry: string): string => entry.split(':')[0]!;

/** Entries stand on lines of their own, or several on one, apart by commas or white space; `#` begins a note. */
export const readKeyFile = (text: string): KeyFileContent => {
  const keys: ListedKey[] = [];
  const faults: string[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1;
    const hash = content.indexOf('#');
    const note = hash < 0 ? null : content.slice(hash + 1).trim();
    const entries = (hash < 0 ? content : content.slice(0, hash)).split(/[\s,]+/).filter((item) => item !== '');
    for (const entry of entries) {
      const id = idOf(entry);
      if (!API_KEY_ENTRY.test(entry)) faults.push(`line ${line} holds something that is no entry`);
      else if (keys.some((key) => key.id === id)) faults.push(`line ${line} has the id ${id} a second time`);
      else keys.push({ entry, id, line, note: note === '' ? null : note });
    }
  }
  return { keys, faults };
};

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** A note is one line, and no entry can hide in it. */
const noteText = (note: string | null): string => (note === null ? '' : `  # ${note.replace(/[\r\n]+/g, ' ')}`);

export const withKeyAdded = (text: string, entry: string, note: string | null): string =>
  `${ended(text)}${entry}${noteText(note)}\n`;

export const withKeyReplaced = (text: string, old: string, entry: string): string => text.replace(old, () => entry);

/** Without the entry, and without its line where nothing but its note is left on it. */
export const withKeyRemoved = (text: string, { entry, line }: ListedKey): string => {
  const lines = text.split('\n');
  const rest = lines[line - 1]!.replace(entry, () => '');
  const isEmpty = /^[\s,]*(?:#.*)?$/.test(rest);
  lines.splice(line - 1, 1, ...(isEmpty ? [] : [rest.replace(/^[\s,]+/, '')]));
  return lines.join('\n');
};
