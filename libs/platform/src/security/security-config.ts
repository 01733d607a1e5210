import { isIP } from 'node:net';
import { ArrayUnique, IsInt, IsOptional, Matches, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import { FromEnvironment } from '../configuration/variable';
import { API_KEY_ENTRY } from './api-keys/api-key-entry';

/** Keys and tokens that come over plain HTTP could be anybody's; on this machine there is nobody in between. */
const SAFE_URL = /^(?:https:\/\/[^\s/@]+|http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?)(?:\/\S*)?$/;

const NAMED_RANGES: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

const isAddressRange = (text: unknown): boolean => {
  const [, address = '', bits = '0'] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(String(text)) ?? [];
  if (NAMED_RANGES.has(address)) return address === text;
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
};

const wantsTokens = ({ oidcIssuer, oidcAudience, oidcJwksUrl }: SecurityConfig): boolean =>
  (oidcIssuer ?? oidcAudience ?? oidcJwksUrl) !== undefined;

/** Who may call, and how often. */
export class SecurityConfig {
  @FromEnvironment('GEMBA_API_KEYS', {
    kind: 'list',
    meaning:
      'Who may call, by key: entries `<id>:<scope>[+<scope>]:<salt>:<hash>[:<expiry>]`, as `gemba api-key new` makes them. ' +
      'A file of them may hold notes after `#`, and is read anew when it changes.',
    expects: 'entries as `gemba api-key new` prints them, each id once, separated by commas or white space',
    defaultMeaning: 'none: without tokens either, loopback only and open to this machine',
    secret: true,
    pathProperty: 'apiKeysFile',
  })
  @Matches(API_KEY_ENTRY, { each: true })
  @ArrayUnique((entry: unknown) => String(entry).split(':')[0])
  readonly apiKeys: readonly string[] = [];

  /** The file that the keys came from, to be followed. */
  readonly apiKeysFile?: string;

  @FromEnvironment('GEMBA_OIDC_ISSUER', {
    kind: 'text',
    meaning: 'Who may call, by token: the identity provider whose signed tokens (JWT) are taken, as `iss` names it.',
    expects: 'an https URL, or an http URL of this machine',
    defaultMeaning: 'none: no tokens are taken',
  })
  @ValidateIf(wantsTokens)
  @Matches(SAFE_URL)
  readonly oidcIssuer?: string;

  @FromEnvironment('GEMBA_OIDC_AUDIENCE', {
    kind: 'text',
    meaning: 'What `aud` of a token must name: tokens for other programs are refused. Needed with GEMBA_OIDC_ISSUER.',
    expects: 'the name under which the identity provider knows Gemba',
    defaultMeaning: 'none',
  })
  @ValidateIf(wantsTokens)
  @Matches(/^\S+$/)
  readonly oidcAudience?: string;

  @FromEnvironment('GEMBA_OIDC_JWKS_URL', {
    kind: 'text',
    meaning: "Where the identity provider's public keys are.",
    expects: 'an https URL, or an http URL of this machine',
    defaultMeaning: "what the issuer's `/.well-known/openid-configuration` says",
  })
  @IsOptional()
  @Matches(SAFE_URL)
  readonly oidcJwksUrl?: string;

  @FromEnvironment('GEMBA_OIDC_SCOPE_PREFIX', {
    kind: 'text',
    meaning: "What stands before ingest, read, replay or admin in a token's `scope`, `scp` or roles.",
    expects: 'text without white space',
  })
  @Matches(/^\S+$/)
  readonly oidcScopePrefix: string = 'gemba:';

  @FromEnvironment('GEMBA_RATE_LIMIT_PER_MINUTE', {
    kind: 'whole-number',
    meaning: 'Requests that each key, and each bearer of a token, may send to one process; 0 sets no limit.',
    expects: 'a whole number from 0 to 10000000',
    unit: 'requests/minute',
  })
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly rateLimitPerMinute: number = 0;

  @FromEnvironment('GEMBA_TRUSTED_PROXIES', {
    kind: 'list',
    meaning: 'Proxies whose X-Forwarded-For is believed: limits by address then count callers, not the proxy.',
    expects: 'addresses or ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
    defaultMeaning: 'none',
  })
  @ValidateBy({ name: 'isAddressRange', validator: { validate: isAddressRange } }, { each: true })
  readonly trustedProxies: readonly string[] = [];
}

/** Whether callers have to say who they are. Decided by what is configured, never by how many keys hold at the moment. */
export const isLocked = ({ apiKeys, apiKeysFile, oidcIssuer }: SecurityConfig): boolean =>
  apiKeys.length > 0 || apiKeysFile !== undefined || oidcIssuer !== undefined;
