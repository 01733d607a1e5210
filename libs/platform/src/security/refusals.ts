import { Problem } from '../problem-details/problem';

const BEARER = { 'www-authenticate': 'Bearer' };
const BAD_TOKEN = { 'www-authenticate': 'Bearer error="invalid_token"' };

/** Why a request is not let in. None says more of a key than the id that stands in it in the open. */
export const refusals = {
  keyNeeded: () =>
    new Problem(401, 'api-key-needed', 'The request carries no valid API key or token.', {
      field: 'authorization',
      remedy: 'Send the header "Authorization: Bearer <key or token>".',
      headers: BEARER,
    }),

  keyExpired: (id: string, at: string) =>
    new Problem(401, 'api-key-expired', `The API key ${id} has expired at ${at}.`, {
      field: 'authorization',
      remedy: 'Ask whoever runs Gemba for a new key (gemba api-key rotate).',
      headers: BAD_TOKEN,
    }),

  tokenExpired: () =>
    new Problem(401, 'token-expired', 'The token has expired.', {
      field: 'authorization',
      remedy: 'Get a new token from the identity provider.',
      headers: BAD_TOKEN,
    }),

  tokenInvalid: (fault: string) =>
    new Problem(401, 'token-invalid', `The token is refused: ${fault}.`, {
      field: 'authorization',
      remedy: 'Get a token for this Gemba from the identity provider that it trusts.',
      headers: BAD_TOKEN,
    }),

  scopeMissing: (caller: string, scope: string) =>
    new Problem(403, 'scope-missing', `The ${caller} lacks the scope ${scope}.`, {
      field: 'authorization',
      remedy: `Call with a key or token that holds ${scope}.`,
    }),

  tooManyRequests: (whose: string, waitSeconds: number) =>
    new Problem(429, 'too-many-requests', `${whose} has asked too often.`, {
      remedy: `Ask again in ${waitSeconds} s.`,
      headers: { 'retry-after': String(waitSeconds) },
    }),

  tooManyFailures: (waitSeconds: number) =>
    new Problem(429, 'too-many-failed-attempts', 'This address has too often sent no valid API key or token.', {
      field: 'authorization',
      remedy: `Send a valid one, in ${waitSeconds} s.`,
      headers: { 'retry-after': String(waitSeconds) },
    }),

  busyProving: () =>
    new Problem(503, 'keys-being-checked', 'Too many keys that were never seen before are being checked.', {
      remedy: 'Send the same request again.',
      headers: { 'retry-after': '5' },
    }),

  providerUnreachable: () =>
    new Problem(503, 'identity-provider-unreachable', 'The token cannot be checked: its issuer is out of reach.', {
      remedy: 'Send the same request again, or call with an API key.',
      headers: { 'retry-after': '30' },
    }),

  foreignPage: (field: 'host' | 'origin') =>
    new Problem(403, 'foreign-origin', 'Without API keys only programs of this machine may call.', {
      field,
      remedy: 'Call 127.0.0.1 directly, or set up API keys.',
    }),
} as const;
