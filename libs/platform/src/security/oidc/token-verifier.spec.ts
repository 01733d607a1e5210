import { createHmac } from 'node:crypto';
import { base64url, exportSPKI, importJWK, type KeyLike } from 'jose';
import { fetchSigningKeys } from './identity-provider';
import { SigningKeys } from './signing-keys';
import { TestIdentityProvider } from './testing/test-identity-provider';
import { TokenVerifier, type TokenVerdict } from './token-verifier';

const now = (): number => Math.floor(Date.now() / 1000);
const encoded = (value: object): string => base64url.encode(JSON.stringify(value));

describe('a token', () => {
  let provider: TestIdentityProvider;
  let verify: (token: string) => Promise<TokenVerdict>;

  beforeAll(async () => {
    provider = await TestIdentityProvider.start();
    const { issuer } = provider;
    const keys = new SigningKeys(
      () => fetchSigningKeys({ issuer }),
      () => undefined,
    );
    const verifier = new TokenVerifier({ issuer, audience: 'gemba-api', scopePrefix: 'gemba:' }, keys.keyFor);
    verify = (token) => verifier.verify(token);
  });
  afterAll(() => provider.stop());

  const faultOf = async (token: string): Promise<string | undefined> => {
    const verdict = await verify(token);
    return verdict.kind === 'invalid' ? verdict.fault : verdict.kind;
  };

  it('of the trusted issuer, for us, in its time, says who calls and what they may do', async () => {
    const token = await provider.sign({ scope: 'openid gemba:read', sub: 'ann@example' });
    expect(await verify(token)).toEqual({
      kind: 'valid',
      token: { subject: 'ann@example', scopes: new Set(['read']) },
    });
    expect(await faultOf(await provider.sign({ aud: ['another', 'gemba-api'] }))).toBe('valid');
  });

  it.each([
    ['of another issuer', { iss: 'https://another.example' }, 'its claim iss does not fit'],
    ['of no issuer', { iss: undefined }, 'it has no claim iss'],
    ['for another program', { aud: 'another' }, 'its claim aud does not fit'],
    ['for nobody', { aud: undefined }, 'it has no claim aud'],
    ['without an end', { exp: undefined }, 'it has no claim exp'],
    ['of nobody', { sub: undefined }, 'it has no claim sub'],
    ['from the future', { nbf: 9_999_999_999 }, 'its claim nbf does not fit'],
  ])('%s is refused, with the claim at fault', async (_, claims, fault) => {
    expect(await faultOf(await provider.sign(claims))).toBe(fault);
  });

  it('is good until its end and half a minute, for clocks that differ, and from its begin likewise', async () => {
    expect(await faultOf(await provider.sign({ exp: now() - 5 }))).toBe('valid');
    expect(await faultOf(await provider.sign({ exp: now() - 60 }))).toBe('expired');
    expect(await faultOf(await provider.sign({ nbf: now() + 15 }))).toBe('valid');
    expect(await faultOf(await provider.sign({ nbf: now() + 120 }))).toBe('its claim nbf does not fit');
  });

  it('that was changed after it was signed is refused', async () => {
    const [header, , signature] = (await provider.sign({ scope: 'gemba:read' })).split('.');
    const claims = { iss: provider.issuer, sub: 'ann', aud: 'gemba-api', exp: now() + 300, scope: 'gemba:admin' };
    expect(await faultOf(`${header}.${encoded(claims)}.${signature}`)).toBe('its signature is wrong');
  });

  it('that is signed by nobody, or with a secret made of our public key, is refused', async () => {
    const claims = encoded({ iss: provider.issuer, sub: 'ann', aud: 'gemba-api', exp: now() + 300 });
    expect(await faultOf(`${encoded({ alg: 'none' })}.${claims}.`)).toMatch(/signed by none of/);
    const publicKey = await exportSPKI((await importJWK(provider.publicJwk, 'RS256')) as KeyLike);
    const head = encoded({ alg: 'HS256', kid: provider.publicJwk.kid });
    const signature = createHmac('sha256', publicKey).update(`${head}.${claims}`).digest('base64url');
    expect(await faultOf(`${head}.${claims}.${signature}`)).toMatch(/signed by none of/);
  });

  it('that is none is refused without another word', async () => {
    for (const text of ['a.b.c', `${encoded({ alg: 'RS256' })}.x.y`, '..', 'eyJhbGciOiJSUzI1NiJ9.e30.'])
      expect([text, (await verify(text)).kind]).toEqual([text, 'invalid']);
  });

  it('of a key that another provider made under the same name is refused', async () => {
    const impostor = await TestIdentityProvider.start();
    const [head, ...rest] = (await impostor.sign({ iss: provider.issuer })).split('.');
    const claimed = {
      ...JSON.parse(Buffer.from(head!, 'base64url').toString()),
      kid: provider.publicJwk.kid,
    } as object;
    expect(await faultOf([encoded(claimed), ...rest].join('.'))).toBe('its signature is wrong');
    expect(await faultOf([head, ...rest].join('.'))).toBe('the issuer has no such key as it is signed with');
    await impostor.stop();
  });
});

describe.each(['PS256', 'ES256', 'ES512', 'EdDSA'])('tokens signed with %s', (alg) => {
  it('are taken', async () => {
    const provider = await TestIdentityProvider.start(alg);
    const { issuer, jwksUrl } = provider;
    const keys = new SigningKeys(
      () => fetchSigningKeys({ issuer, jwksUrl }),
      () => undefined,
    );
    const verifier = new TokenVerifier({ issuer, audience: 'gemba-api', scopePrefix: 'gemba:' }, keys.keyFor);
    expect(await verifier.verify(await provider.sign())).toMatchObject({ kind: 'valid' });
    await provider.stop();
  });
});
