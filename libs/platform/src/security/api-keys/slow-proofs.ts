import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type ApiKey, HASH_BYTES } from './api-key-entry';

const hashOf = promisify<string, Buffer, number, Buffer>(scrypt);

/** Proofs that may wait. One takes some 50 ms, so the last of them waits about three seconds. */
const WAITING_MAX = 64;

/**
 * scrypt is slow on purpose, so whoever sends wrong keys would have us work for them. It runs beside the event loop, one
 * at a time, and no more wait than can be done soon: wrong keys cost one thread at most, however many come.
 */
export class SlowProofs {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Whether the presented key is the one that the entry was made of; null: too many wait already. */
  async isRight(presented: string, { salt, hash }: ApiKey): Promise<boolean | null> {
    if (this.waiting >= WAITING_MAX) return null;
    this.waiting++;
    const proof = this.last.then(async () => timingSafeEqual(await hashOf(presented, salt, HASH_BYTES), hash));
    this.last = proof.catch(() => undefined);
    try {
      return await proof;
    } finally {
      this.waiting--;
    }
  }
}
