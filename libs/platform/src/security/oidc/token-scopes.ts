import { type JWTPayload } from 'jose';
import { isScope, type Scope } from '../scope';

const words = (claim: unknown): readonly string[] => {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((item): item is string => typeof item === 'string') : [];
};

const member = (claim: unknown, name: string): unknown =>
  typeof claim === 'object' && claim !== null ? (claim as Record<string, unknown>)[name] : undefined;

/**
 * What a token lets its bearer do here: whatever stands behind the prefix in `scope` (OAuth 2.0), `scp` and `roles`
 * (Entra ID), `realm_access.roles` or `resource_access.<audience>.roles` (Keycloak) and is one of ours.
 *
 * The prefix keeps apart what the organisation means for Gemba and what it means for something else: `admin` alone is a
 * word that many programs give their tokens.
 */
export const scopesOfToken = (claims: JWTPayload, prefix: string, audience: string): ReadonlySet<Scope> => {
  const told = [
    ...words(claims['scope']),
    ...words(claims['scp']),
    ...words(claims['roles']),
    ...words(member(claims['realm_access'], 'roles')),
    ...words(member(member(claims['resource_access'], audience), 'roles')),
  ];
  const ours = told.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));
  return new Set(ours.filter(isScope));
};
