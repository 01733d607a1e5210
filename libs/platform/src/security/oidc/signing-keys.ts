import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { ProviderUnreachable } from './identity-provider';

/** How long fetched keys are taken as they are. */
const FRESH_MS = 10 * 60_000;
/** How long they go on in use while the provider is out of reach: about as long as the tokens it gave live. */
const USABLE_MS = 60 * 60_000;
/** Between two fetches, failed ones too: tokens that name unknown keys cannot have us knock without end. */
const COOLDOWN_MS = 30_000;

interface Held {
  readonly find: JWTVerifyGetKey;
  readonly fetchedAtMs: number;
}

/**
 * The provider's public keys, fetched when they are needed: at first, when they grow old, and when a token names one that
 * is not known yet, which is how a rotation shows.
 */
export class SigningKeys {
  private held: Held | null = null;
  private fault: Error | null = null;
  private fetching: Promise<void> | null = null;
  private askedAtMs = -Infinity;

  constructor(
    private readonly fetchKeys: () => Promise<JSONWebKeySet>,
    private readonly onFault: (fault: Error) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** The key that a token names. Throws `ProviderUnreachable` where that cannot be known at the moment. */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    if (this.ageMs() > FRESH_MS) await this.renew();
    const { held } = this;
    if (held === null || this.ageMs() > USABLE_MS) throw this.unreachable();
    try {
      return await held.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.renew();
      if (this.held === held && this.fault !== null) throw this.unreachable();
      return this.held!.find(header, token);
    }
  };

  /** Fetches at once, so that a fault is heard of before the first token comes. */
  async warmUp(): Promise<void> {
    await this.renew();
  }

  private ageMs(): number {
    return this.nowMs() - (this.held?.fetchedAtMs ?? -Infinity);
  }

  private unreachable(): ProviderUnreachable {
    return new ProviderUnreachable('The identity provider is out of reach.', { cause: this.fault });
  }

  /** Fetches, unless that was tried a moment ago; who comes meanwhile waits for the same answer. */
  private renew(): Promise<void> {
    if (this.fetching !== null) return this.fetching;
    if (this.nowMs() - this.askedAtMs < COOLDOWN_MS) return Promise.resolve();
    this.askedAtMs = this.nowMs();
    this.fetching = this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      this.held = { find: createLocalJWKSet(await this.fetchKeys()), fetchedAtMs: this.nowMs() };
      this.fault = null;
    } catch (error) {
      this.fault = error as Error;
      this.onFault(this.fault);
    }
  }
}
