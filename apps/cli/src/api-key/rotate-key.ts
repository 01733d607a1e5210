import {
  expiryText,
  type ListedKey,
  mintApiKey,
  type MintedKey,
  parseApiKey,
  withExpiry,
  withKeyAdded,
  withKeyReplaced,
} from '@gemba/platform';
import { note } from '../output/print';
import { changeEntries, entriesFile, keyWithId } from './entries-file';
import { tellKey } from './told-key';

export interface RotateOptions {
  readonly overlap?: number;
  readonly expires?: number;
  readonly file?: string;
}

/** Long enough to hand the new key over and put it in, short enough that the old one is not forgotten. */
const OVERLAP_MS = 7 * 86_400_000;

/** A rotation never makes a key live longer than it would have. */
const endOf = ({ entry }: ListedKey, untilMs: number): number =>
  Math.min(untilMs, parseApiKey(entry).expiresAtMs ?? Infinity);

const successorOf = ({ entry }: ListedKey, expires: number | undefined): MintedKey =>
  mintApiKey([...parseApiKey(entry).scopes], expires ?? null);

/** Puts a new key beside an old one and lets the old one end. */
export const rotateKey = (id: string, { overlap = OVERLAP_MS, expires, file }: RotateOptions, nowMs: number): void => {
  const path = entriesFile(file);
  const { minted, untilMs } = changeEntries(path, (text, keys) => {
    const old = keyWithId(keys, id, path);
    const result = { minted: successorOf(old, expires), untilMs: endOf(old, nowMs + overlap) };
    const ending = withKeyReplaced(text, old.entry, withExpiry(old.entry, result.untilMs));
    return { text: withKeyAdded(ending, result.minted.entry, old.note), result };
  });
  tellKey(minted, path);
  note(`The old key, ${id}, holds until ${expiryText(untilMs)}; \`gemba api-key revoke ${id}\` ends it before.`);
};
