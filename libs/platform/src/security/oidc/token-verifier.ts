import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { type Scope } from '../scope';
import { ProviderUnreachable } from './identity-provider';
import { scopesOfToken } from './token-scopes';

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly scopePrefix: string;
}

export interface VerifiedToken {
  /** Who the provider says it is. */
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** `faults` says which check failed, in words for the caller: never a part of the token. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly token: VerifiedToken }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid'; readonly fault: string }
  | { readonly kind: 'unknown'; readonly cause: ProviderUnreachable };

/** Signatures by a private key only: `none` proves nothing, and the secret of HS* would be known to whoever checks. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const CLOCK_TOLERANCE_S = 30;

/** Three parts, as a signed token has; whether it is one, only its verification can say. */
export const looksLikeToken = (presented: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(presented);

const faultOf = (error: unknown): string => {
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.reason === 'missing' ? `it has no claim ${error.claim}` : `its claim ${error.claim} does not fit`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return `it is signed by none of ${ALGORITHMS.join(', ')}`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'the issuer has no such key as it is signed with';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'it does not say which key it is signed with (kid)';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  return 'it is no signed token (JWT)';
};

/** Checks a token's signature, issuer, audience, expiry and begin, with half a minute for clocks that differ. */
export class TokenVerifier {
  constructor(
    private readonly rules: TokenRules,
    private readonly keyFor: JWTVerifyGetKey,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async verify(presented: string): Promise<TokenVerdict> {
    const { issuer, audience } = this.rules;
    try {
      const { payload } = await jwtVerify(presented, this.keyFor, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: this.now(),
      });
      return { kind: 'valid', token: this.tokenOf(payload) };
    } catch (error) {
      if (error instanceof ProviderUnreachable) return { kind: 'unknown', cause: error };
      if (error instanceof errors.JWTExpired) return { kind: 'expired' };
      return { kind: 'invalid', fault: faultOf(error) };
    }
  }

  private tokenOf(claims: JWTPayload): VerifiedToken {
    const { scopePrefix, audience } = this.rules;
    return { subject: claims.sub!, scopes: scopesOfToken(claims, scopePrefix, audience) };
  }
}
