import { expiryText, type ListedKey, parseApiKey } from '@gemba/platform';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { columns } from '../output/columns';
import { print, printJson } from '../output/print';
import { entriesFile, readEntries } from './entries-file';

/** What may be told of a key: all but what proves it. */
interface ToldKey {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  readonly isExpired: boolean;
  readonly note: string | null;
}

const DAY_MS = 86_400_000;

const toldOf = ({ entry, id, note }: ListedKey, nowMs: number): ToldKey => {
  const { scopes, expiresAtMs } = parseApiKey(entry);
  const expiresAt = expiresAtMs === null ? null : expiryText(expiresAtMs);
  return { id, scopes: [...scopes], expiresAt, isExpired: expiresAtMs !== null && expiresAtMs <= nowMs, note };
};

const stateOf = ({ expiresAt, isExpired }: ToldKey, nowMs: number): string => {
  if (expiresAt === null) return 'has no end';
  if (isExpired) return 'expired';
  return `${Math.floor((Date.parse(expiresAt) - nowMs) / DAY_MS)} days left`;
};

const lines = (keys: readonly ToldKey[], nowMs: number): readonly string[] =>
  keys.length === 0
    ? ['No entry: nobody is let in by key.']
    : columns(
        keys.map((key) => [key.id, key.scopes.join('+'), key.expiresAt ?? '-', stateOf(key, nowMs), key.note ?? '']),
      );

export interface ListOptions {
  readonly file?: string;
  readonly json?: boolean;
}

/** Tells whose keys there are; a file with faults fails after that. */
export const listKeys = ({ file, json }: ListOptions, nowMs: number): void => {
  const path = entriesFile(file);
  const { keys, faults } = readEntries(path);
  const told = keys.map((key) => toldOf(key, nowMs));
  if (json) printJson(told);
  else print(...lines(told, nowMs));
  if (faults.length === 0) return;
  throw new CliFailure(EXIT.foundFaults, `${path}: ${faults.join('; ')}.`, 'Such lines open nothing; correct them.');
};
