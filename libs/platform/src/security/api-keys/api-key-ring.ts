import { createHash } from 'node:crypto';
import { type ApiKey, idOfKey, parseApiKey } from './api-key-entry';
import { SlowProofs } from './slow-proofs';

/** What is known of a presented key. `busy`: too many others are being proved; the same key may be sent again. */
export type KeyVerdict =
  { readonly kind: 'valid' | 'expired'; readonly key: ApiKey } | { readonly kind: 'wrong' } | { readonly kind: 'busy' };

const WRONG: KeyVerdict = { kind: 'wrong' };
const BUSY: KeyVerdict = { kind: 'busy' };

/** Wrong keys that are remembered: a caller with an old key asks again and again. */
const WRONG_REMEMBERED = 1_024;

/** A digest stands for a key, so that memory holds no key that opens anything. */
const fingerprintOf = (presented: string): string => createHash('sha256').update(presented).digest('base64');

/**
 * Checks presented keys. What was proved once, right or wrong, is remembered until the entries change, so a key costs its
 * scrypt once.
 */
export class ApiKeyRing {
  private keys: ReadonlyMap<string, ApiKey> = new Map();
  private proven = new Map<string, ApiKey>();
  private disproven = new Set<string>();
  private underWay = new Map<string, Promise<KeyVerdict>>();
  private readonly proofs = new SlowProofs();

  /** @param entries each as `API_KEY_ENTRY` says */
  constructor(
    entries: readonly string[],
    private readonly nowMs: () => number = Date.now,
  ) {
    this.replaceEntries(entries);
  }

  /** How many keys hold at the moment: entries that have not expired. */
  holding(): number {
    return [...this.keys.values()].filter((key) => !this.isExpired(key)).length;
  }

  /** From now on these keys hold, and no others. */
  replaceEntries(entries: readonly string[]): void {
    this.keys = new Map(entries.map(parseApiKey).map((key) => [key.id, key]));
    this.proven = new Map();
    this.disproven = new Set();
    this.underWay = new Map();
  }

  /** What is known at once; null: only `prove` can tell, which is slow. */
  recall(presented: string): KeyVerdict | null {
    const id = idOfKey(presented);
    if (id === null || !this.keys.has(id)) return WRONG;
    const fingerprint = fingerprintOf(presented);
    const proven = this.proven.get(fingerprint);
    if (proven !== undefined) return this.verdictOn(proven);
    return this.disproven.has(fingerprint) ? WRONG : null;
  }

  /** The same question, answered for certain. A key that many present at once is proved once. */
  prove(presented: string): Promise<KeyVerdict> {
    const known = this.recall(presented);
    if (known !== null) return Promise.resolve(known);
    const fingerprint = fingerprintOf(presented);
    const { underWay } = this;
    const already = underWay.get(fingerprint);
    if (already !== undefined) return already;
    const proof = this.proveAnew(presented, fingerprint).finally(() => underWay.delete(fingerprint));
    underWay.set(fingerprint, proof);
    return proof;
  }

  private async proveAnew(presented: string, fingerprint: string): Promise<KeyVerdict> {
    const { keys, proven, disproven } = this;
    const key = keys.get(idOfKey(presented)!)!;
    const isRight = await this.proofs.isRight(presented, key);
    if (isRight === null) return BUSY;
    // The entries may have changed meanwhile: then this speaks of keys that hold no more.
    if (this.keys !== keys) return this.prove(presented);
    if (isRight) {
      proven.set(fingerprint, key);
      return this.verdictOn(key);
    }
    const [oldest] = disproven;
    if (disproven.size >= WRONG_REMEMBERED && oldest !== undefined) disproven.delete(oldest);
    disproven.add(fingerprint);
    return WRONG;
  }

  private verdictOn(key: ApiKey): KeyVerdict {
    return { kind: this.isExpired(key) ? 'expired' : 'valid', key };
  }

  private isExpired({ expiresAtMs }: ApiKey): boolean {
    return expiresAtMs !== null && expiresAtMs <= this.nowMs();
  }
}
