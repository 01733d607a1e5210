import { withKeyRemoved } from '@gemba/platform';
import { print } from '../output/print';
import { changeEntries, entriesFile, keyWithId } from './entries-file';

/** Takes a key out of the file. */
export const revokeKey = (id: string, file: string | undefined): void => {
  const path = entriesFile(file);
  changeEntries(path, (text, keys) => ({
    text: withKeyRemoved(text, keyWithId(keys, id, path)),
    result: undefined,
  }));
  print(`The key ${id} is no longer in ${path}.`);
};
