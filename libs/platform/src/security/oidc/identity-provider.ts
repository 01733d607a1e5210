import { type JSONWebKeySet } from 'jose';

/** Who signs the tokens, and where their public keys are. */
export interface IdentityProvider {
  /** As tokens name it in `iss`. */
  readonly issuer: string;
  /** Where the public keys are; undefined: where the issuer's own description says. */
  readonly jwksUrl?: string | undefined;
}

const TIMEOUT_MS = 5_000;

/** The identity provider does not answer, or not with what was asked for. The message says which, for the log. */
export class ProviderUnreachable extends Error {}

const getJson = async (url: string): Promise<Record<string, unknown>> => {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new ProviderUnreachable(`${url} gave no JSON: ${why}.`, { cause: error });
  }
};

const discoveredUrl = async (issuer: string): Promise<string> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const description = await getJson(url);
  if (description['issuer'] !== issuer) {
    throw new ProviderUnreachable(
      `${url} describes another issuer than GEMBA_OIDC_ISSUER; the two must be the same text.`,
    );
  }
  if (typeof description['jwks_uri'] !== 'string') throw new ProviderUnreachable(`${url} names no jwks_uri.`);
  return description['jwks_uri'];
};

/** The provider's public keys as they are now. Throws `ProviderUnreachable`. */
export const fetchSigningKeys = async ({ issuer, jwksUrl }: IdentityProvider): Promise<JSONWebKeySet> => {
  const url = jwksUrl ?? (await discoveredUrl(issuer));
  const keys = await getJson(url);
  if (Array.isArray(keys['keys'])) return keys as unknown as JSONWebKeySet;
  throw new ProviderUnreachable(`${url} holds no key set.`);
};
