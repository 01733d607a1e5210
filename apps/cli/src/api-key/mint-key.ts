import { isScope, mintApiKey, type Scope, SCOPES, withKeyAdded } from '@gemba/platform';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { changeEntries } from './entries-file';
import { tellKey } from './told-key';

export interface MintOptions {
  readonly scopes?: readonly string[];
  readonly expires?: number;
  readonly note?: string;
  readonly file?: string;
}

const knownScopes = (scopes: readonly string[]): readonly Scope[] => {
  const known = scopes.filter(isScope);
  if (known.length === scopes.length) return [...new Set(known)];
  throw new CliFailure(
    EXIT.usage,
    `--scopes is "${scopes.join(' ')}".`,
    `Give some of ${SCOPES.join(', ')}.`,
    '--scopes',
  );
};

/** Makes a key and tells it; its entry goes into the file, or is told too. */
export const mintKey = ({ scopes = ['admin'], expires, note, file }: MintOptions): void => {
  const minted = mintApiKey(knownScopes(scopes), expires ?? null);
  if (file !== undefined) {
    changeEntries(file, (text) => ({ text: withKeyAdded(text, minted.entry, note ?? null), result: undefined }));
  }
  tellKey(minted, file ?? null);
};
