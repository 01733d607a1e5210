import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

export const SCOPES = ['ingest', 'read', 'replay', 'admin'] as const;

/** What a caller may do: publish events, read tables, replay streams, everything. */
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

/** A configured key: what the configuration holds of it can check a key, not make one. */
export interface ApiKey {
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const scopePattern = SCOPES.join('|');

/** `<id>:<scope>[+<scope>…]:<salt>:<hash>`, salt and hash in base64url. */
export const API_KEY_ENTRY = new RegExp(
  `^[a-z0-9]{8}:(?:${scopePattern})(?:\\+(?:${scopePattern}))*:[\\w-]{22}:[\\w-]{43}$`,
);

const HASH_BYTES = 32;
const hashOf = (key: string, salt: Buffer): Buffer => scryptSync(key, salt, HASH_BYTES);

export const parseApiKey = (entry: string): ApiKey => {
  const [id, scopes, salt, hash] = entry.split(':') as [string, string, string, string];
  return {
    id,
    scopes: new Set(scopes.split('+') as Scope[]),
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
};

/** A new key: `key` goes to the caller and is never stored, `entry` into GEMBA_API_KEYS. */
export const mintApiKey = (scopes: readonly Scope[]): { readonly key: string; readonly entry: string } => {
  const id = randomBytes(4).toString('hex');
  const salt = randomBytes(16);
  const key = `gemba_${id}_${randomBytes(24).toString('base64url')}`;
  const hash = hashOf(key, salt).toString('base64url');
  return { key, entry: `${id}:${scopes.join('+')}:${salt.toString('base64url')}:${hash}` };
};

/** Checks presented keys. scrypt is slow on purpose, so a key that was right once is remembered by its SHA-256. */
export class ApiKeyRing {
  private readonly keys: ReadonlyMap<string, ApiKey>;
  private readonly proven = new Map<string, ApiKey>();

  constructor(entries: readonly string[]) {
    this.keys = new Map(entries.map(parseApiKey).map((key) => [key.id, key]));
  }

  get isEmpty(): boolean {
    return this.keys.size === 0;
  }

  /** The key's configuration, or null where it is unknown or wrong. */
  verify(presented: string): ApiKey | null {
    const fingerprint = createHash('sha256').update(presented).digest('hex');
    const proven = this.proven.get(fingerprint);
    if (proven !== undefined) return proven;
    const key = this.keys.get(/^gemba_([a-z0-9]{8})_/.exec(presented)?.[1] ?? '');
    if (key === undefined || !timingSafeEqual(hashOf(presented, key.salt), key.hash)) return null;
    this.proven.set(fingerprint, key);
    return key;
  }
}
