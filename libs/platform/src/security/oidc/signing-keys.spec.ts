import { fetchSigningKeys } from './identity-provider';
import { SigningKeys } from './signing-keys';
import { TestIdentityProvider } from './testing/test-identity-provider';
import { TokenVerifier } from './token-verifier';

const MINUTE_MS = 60_000;

describe('the keys of an identity provider', () => {
  let provider: TestIdentityProvider;
  let clockMs: number;
  let faults: string[];
  let keys: SigningKeys;
  let verifier: TokenVerifier;

  const usingKeysOf = (source: Parameters<typeof fetchSigningKeys>[0]): void => {
    keys = new SigningKeys(
      () => fetchSigningKeys(source),
      ({ message }) => faults.push(message),
      () => clockMs,
    );
    verifier = new TokenVerifier({ issuer: provider.issuer, audience: 'gemba-api', scopePrefix: '' }, keys.keyFor);
  };

  beforeEach(async () => {
    provider = await TestIdentityProvider.start();
    clockMs = 0;
    faults = [];
    usingKeysOf({ issuer: provider.issuer });
  });
  afterEach(() => provider.stop());

  const kindOf = async (token: string) => (await verifier.verify(token)).kind;

  it('are fetched once for many tokens, and again after ten minutes', async () => {
    const token = await provider.sign();
    const kinds = await Promise.all(Array.from({ length: 20 }, () => kindOf(token)));
    expect([new Set(kinds), provider.keyRequests]).toEqual([new Set(['valid']), 1]);
    clockMs += 11 * MINUTE_MS;
    expect([await kindOf(token), provider.keyRequests]).toEqual(['valid', 2]);
  });

  it('are fetched when a token names a new one, which is how a rotation shows', async () => {
    const old = await provider.sign();
    expect(await kindOf(old)).toBe('valid');
    clockMs += MINUTE_MS;
    await provider.rotate('RS256', true);
    expect([await kindOf(await provider.sign()), await kindOf(old)]).toEqual(['valid', 'valid']);
    clockMs += MINUTE_MS;
    await provider.rotate('RS256');
    expect([await kindOf(await provider.sign()), await kindOf(old)]).toEqual(['valid', 'invalid']);
  });

  it('are asked for at most once in half a minute, however many tokens name unknown ones', async () => {
    const impostor = await TestIdentityProvider.start();
    expect(await kindOf(await provider.sign())).toBe('valid');
    for (let i = 0; i < 10; i++) {
      await impostor.rotate();
      expect(await kindOf(await impostor.sign({ iss: provider.issuer }))).toBe('invalid');
    }
    expect(provider.keyRequests).toBe(1);
    clockMs += MINUTE_MS;
    expect(await kindOf(await impostor.sign({ iss: provider.issuer }))).toBe('invalid');
    expect(provider.keyRequests).toBe(2);
    await impostor.stop();
  });

  it('are unknown, which is no fault of the token, while the provider was never reached; then all is well', async () => {
    provider.trouble = (response) => response.writeHead(500).end('broken');
    const token = await provider.sign();
    expect(await kindOf(token)).toBe('unknown');
    expect(faults).toEqual([expect.stringMatching(/openid-configuration gave no JSON: it answered 500\.$/)]);
    expect(await kindOf(token)).toBe('unknown');
    expect(faults).toHaveLength(1);
    provider.trouble = null;
    clockMs += MINUTE_MS;
    expect(await kindOf(token)).toBe('valid');
  });

  it('go on in use for an hour while the provider is away; a token of a key not seen yet can be neither right nor wrong', async () => {
    const token = await provider.sign();
    expect(await kindOf(token)).toBe('valid');
    provider.trouble = (response) => response.destroy();
    clockMs += 30 * MINUTE_MS;
    expect(await kindOf(token)).toBe('valid');
    await provider.rotate();
    expect(await kindOf(await provider.sign())).toBe('unknown');
    clockMs += 31 * MINUTE_MS;
    expect(await kindOf(token)).toBe('unknown');
  });

  it.each([
    ['no JSON', '<html>', /gave no JSON/],
    [
      'another issuer',
      '{"issuer":"https://another.example","jwks_uri":"https://another.example/keys"}',
      /another issuer/,
    ],
    ['no key set', '{}', /describes another issuer/],
  ])('are not taken from a description that is %s, and the log hears why', async (_, body, fault) => {
    provider.trouble = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    expect(await kindOf(await provider.sign())).toBe('unknown');
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('are not looked for where a redirection points, nor at a place that holds none', async () => {
    usingKeysOf({ issuer: provider.issuer, jwksUrl: provider.jwksUrl });
    provider.trouble = (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    await keys.warmUp();
    clockMs += MINUTE_MS;
    provider.trouble = (response) => response.writeHead(200).end('{}');
    await keys.warmUp();
    expect(faults).toEqual([expect.stringMatching(/gave no JSON/), expect.stringMatching(/holds no key set/)]);
  });
});
