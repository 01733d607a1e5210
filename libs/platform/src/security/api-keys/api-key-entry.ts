import { randomBytes, scryptSync } from 'node:crypto';
import { type Scope, SCOPES } from '../scope';

/** A configured key: what the configuration holds of it can check a key, not make one. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly salt: Buffer;
  readonly hash: Buffer;
  /** From this instant on the key opens nothing, in milliseconds since 1970; null: it has no end. */
  readonly expiresAtMs: number | null;
}

const scope = `(?:${SCOPES.join('|')})`;
const expiry = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ`;

/** `<id>:<scope>[+<scope>…]:<salt>:<hash>[:<expiry>]`, salt and hash in base64url, the expiry in UTC to the second. */
export const API_KEY_ENTRY = new RegExp(
  String.raw`^[a-z0-9]{8}:${scope}(?:\+${scope})*:[\w-]{22}:[\w-]{43}(?::${expiry})?$`,
);

export const HASH_BYTES = 32;

/** The entry must match `API_KEY_ENTRY`. */
export const parseApiKey = (entry: string): ApiKey => {
  const [id, scopes, salt, hash, ...expiresAt] = entry.split(':') as [string, string, string, string, ...string[]];
  return {
    id,
    scopes: new Set(scopes.split('+') as Scope[]),
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
    expiresAtMs: expiresAt.length === 0 ? null : Date.parse(expiresAt.join(':')),
  };
};

/** How an expiry is written in an entry: UTC, cut off to the second. */
export const expiryText = (expiresAtMs: number): string => `${new Date(expiresAtMs).toISOString().slice(0, 19)}Z`;

/** The same entry with another expiry. */
export const withExpiry = (entry: string, expiresAtMs: number): string =>
  [...entry.split(':').slice(0, 4), expiryText(expiresAtMs)].join(':');

export interface MintedKey {
  readonly key: string;
  readonly entry: string;
}

/**
 * A new key: `key` goes to the caller and is never stored, `entry` to the configuration. 192 random bits, so that
 * nobody finds it by trying; the id stands in the key in the open, so that one entry alone has to be tried.
 */
export const mintApiKey = (scopes: readonly Scope[], expiresAtMs: number | null = null): MintedKey => {
  const id = randomBytes(4).toString('hex');
  const salt = randomBytes(16);
  const key = `gemba_${id}_${randomBytes(24).toString('base64url')}`;
  const hash = scryptSync(key, salt, HASH_BYTES).toString('base64url');
  const entry = `${id}:${scopes.join('+')}:${salt.toString('base64url')}:${hash}`;
  return { key, entry: expiresAtMs === null ? entry : withExpiry(entry, expiresAtMs) };
};

/** What a presented key says of itself; null: it is none of ours. */
export const idOfKey = (presented: string): string | null => /^gemba_([a-z0-9]{8})_/.exec(presented)?.[1] ?? null;
