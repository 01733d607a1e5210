import type { FastifyRequest } from 'fastify';
import { expiryText } from './api-keys/api-key-entry';
import { type ApiKeyRing, type KeyVerdict } from './api-keys/api-key-ring';
import { type Caller, rememberCaller, THIS_MACHINE } from './caller';
import { addressGroup } from './limits/address-group';
import { TokenBuckets } from './limits/token-buckets';
import { isLoopback } from './loopback';
import { looksLikeToken, type TokenVerifier } from './oidc/token-verifier';
import { type Openness, opennessOf } from './open-to-all';
import { refusals } from './refusals';

/** Requests of one address that are told why they are refused; beyond, they are told to wait. */
const FAILURES_PER_MINUTE = 60;
/** Keys of one address that turned out wrong only by the slow proof; beyond, no proof is begun for it. */
const WRONG_PROOFS_PER_MINUTE = 20;

export interface AdmissionOptions {
  /** Whether callers have to say who they are. */
  readonly isLocked: boolean;
  readonly ring: ApiKeyRing;
  /** Null: no tokens are taken. */
  readonly verifier: TokenVerifier | null;
  /** 0: no limit. */
  readonly rateLimitPerMinute: number;
}

/**
 * Default deny, before a byte of the body is read: a request is let in when its route is open to all, or when it says who
 * sends it and that one has not asked too often. What the caller may do there is `AccessGuard`'s question.
 */
export class Admission {
  private readonly failures = new TokenBuckets(FAILURES_PER_MINUTE);
  private readonly wrongProofs = new TokenBuckets(WRONG_PROOFS_PER_MINUTE);
  private readonly openCalls = new Map<number, TokenBuckets>();
  private readonly callerCalls: TokenBuckets | null;

  constructor(private readonly options: AdmissionOptions) {
    const { rateLimitPerMinute } = options;
    this.callerCalls = rateLimitPerMinute === 0 ? null : new TokenBuckets(rateLimitPerMinute);
  }

  /** Throws the problem that the caller is told. */
  async admit(request: FastifyRequest): Promise<void> {
    const { isLocked } = this.options;
    if (!isLocked) {
      refuseForeignPages(request);
      rememberCaller(request, THIS_MACHINE);
    }
    const openness = opennessOf(request);
    if (openness !== null) return this.limitOpenCalls(request, openness);
    if (!isLocked) return;
    const caller = await this.authenticate(request);
    const waitSeconds = this.callerCalls?.take(caller.name) ?? 0;
    if (waitSeconds > 0) throw refusals.tooManyRequests(`The ${caller.name}`, waitSeconds);
    rememberCaller(request, caller);
  }

  private limitOpenCalls({ ip, routeOptions: { url } }: FastifyRequest, { callsPerMinute }: Openness): void {
    if (callsPerMinute === undefined) return;
    let buckets = this.openCalls.get(callsPerMinute);
    if (buckets === undefined) this.openCalls.set(callsPerMinute, (buckets = new TokenBuckets(callsPerMinute)));
    const waitSeconds = buckets.take(`${url} ${addressGroup(ip)}`);
    if (waitSeconds > 0) throw refusals.tooManyRequests('This address', waitSeconds);
  }

  private async authenticate(request: FastifyRequest): Promise<Caller> {
    const presented = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const { verifier } = this.options;
    try {
      if (presented === undefined) throw refusals.keyNeeded();
      if (verifier !== null && looksLikeToken(presented)) return await this.bearerOf(presented, verifier);
      return await this.holderOf(presented, addressGroup(request.ip));
    } catch (error) {
      throw this.failed(request, error);
    }
  }

  /** Who is refused again and again is told to wait: trying on must not be worth the while. */
  private failed({ ip }: FastifyRequest, error: unknown): unknown {
    if ((error as { readonly status?: unknown }).status !== 401) return error;
    const waitSeconds = this.failures.take(addressGroup(ip));
    return waitSeconds > 0 ? refusals.tooManyFailures(waitSeconds) : error;
  }

  private async holderOf(presented: string, address: string): Promise<Caller> {
    const verdict = this.options.ring.recall(presented) ?? (await this.prove(presented, address));
    switch (verdict.kind) {
      case 'valid':
        return { name: `API key ${verdict.key.id}`, scopes: verdict.key.scopes };
      case 'expired':
        throw refusals.keyExpired(verdict.key.id, expiryText(verdict.key.expiresAtMs!));
      case 'wrong':
        throw refusals.keyNeeded();
      case 'busy':
        throw refusals.busyProving();
    }
  }

  private async prove(presented: string, address: string): Promise<KeyVerdict> {
    const waitSeconds = this.wrongProofs.wait(address);
    if (waitSeconds > 0) throw refusals.tooManyFailures(waitSeconds);
    const verdict = await this.options.ring.prove(presented);
    if (verdict.kind === 'wrong') this.wrongProofs.take(address);
    return verdict;
  }

  private async bearerOf(presented: string, verifier: TokenVerifier): Promise<Caller> {
    const verdict = await verifier.verify(presented);
    switch (verdict.kind) {
      case 'valid':
        return { name: `token of ${verdict.token.subject}`, scopes: verdict.token.scopes };
      case 'expired':
        throw refusals.tokenExpired();
      case 'invalid':
        throw refusals.tokenInvalid(verdict.fault);
      case 'unknown':
        throw refusals.providerUnreachable();
    }
  }
}

/**
 * Where loopback is the only lock, a web page in a browser on this machine could still post forms to us, or reach us
 * through a name that it points at 127.0.0.1. Browsers tell on both: by Origin and by Host.
 */
const refuseForeignPages = (request: FastifyRequest): void => {
  const { origin } = request.headers;
  const isOurPage = origin === undefined || origin === `${request.protocol}://${request.host}`;
  if (isLoopback(request.hostname) && isOurPage) return;
  throw refusals.foreignPage(isOurPage ? 'host' : 'origin');
};
