import { Logger } from '@nestjs/common';
import { type GembaConfig } from '../configuration';
import { Admission } from './admission';
import { type ApiKeyRing } from './api-keys/api-key-ring';
import { fetchSigningKeys } from './oidc/identity-provider';
import { SigningKeys } from './oidc/signing-keys';
import { TokenVerifier } from './oidc/token-verifier';
import { isLocked, type SecurityConfig } from './security-config';

/** The identity provider's public keys (`SigningKeys`); null where no tokens are taken. */
export const SIGNING_KEYS = Symbol('SigningKeys');

export const signingKeysOf = ({ oidcIssuer: issuer, oidcJwksUrl: jwksUrl }: SecurityConfig): SigningKeys | null => {
  if (issuer === undefined) return null;
  const logger = new Logger('IdentityProvider');
  return new SigningKeys(
    () => fetchSigningKeys({ issuer, jwksUrl }),
    ({ message }) => logger.warn(`Tokens of new keys cannot be checked for now: ${message}`),
  );
};

export const admissionOf = ({ security }: GembaConfig, ring: ApiKeyRing, keys: SigningKeys | null): Admission => {
  const { oidcIssuer, oidcAudience, oidcScopePrefix, rateLimitPerMinute } = security;
  const verifier =
    keys === null
      ? null
      : new TokenVerifier({ issuer: oidcIssuer!, audience: oidcAudience!, scopePrefix: oidcScopePrefix }, keys.keyFor);
  return new Admission({ isLocked: isLocked(security), ring, verifier, rateLimitPerMinute });
};
