import { type MintedKey } from '@gemba/platform';
import { note, print } from '../output/print';

/** Shows a new key, once. Standard output holds the key alone, or key and entry, so that a script can take them. */
export const tellKey = ({ key, entry }: MintedKey, path: string | null): void => {
  note('The key, for the caller alone; it is shown this once:');
  print(key);
  if (path !== null) return note(`Its entry, which proves the key and does not hold it, is in ${path} now.`);
  note('Its entry, to be added to GEMBA_API_KEYS (which holds no key, only what proves one):');
  print(entry);
};
