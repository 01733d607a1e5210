import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startSample } from '../http/testing/sample-application';
import { mintApiKey } from './api-keys/api-key-entry';
import { TestIdentityProvider } from './oidc/testing/test-identity-provider';

interface Call {
  readonly key?: string;
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

const [ingest, read, admin] = [mintApiKey(['ingest']), mintApiKey(['read']), mintApiKey(['admin'])];
const expired = mintApiKey(['admin'], Date.parse('2026-01-01T00:00:00Z'));
const ENTRIES = [ingest, read, admin, expired].map(({ entry }) => entry).join(',');
const OWN_TIME = '/v1/own-time';

const caller =
  (app: NestFastifyApplication) =>
  async (url: string, { key, from = '192.0.2.1', headers = {} }: Call) => {
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return app.inject({ url, remoteAddress: from, headers: { ...headers, ...authorization } });
  };

describe('who is let in', () => {
  let app: NestFastifyApplication;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    app = await startSample({ GEMBA_API_KEYS: ENTRIES });
    call = caller(app);
  });
  afterAll(() => app.close());

  it('is nobody with an expired key, and only its holder hears why', async () => {
    const answer = await call(OWN_TIME, { key: expired.key });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(answer.json()).toMatchObject({
      code: 'api-key-expired',
      detail: `The API key ${expired.entry.slice(0, 8)} has expired at 2026-01-01T00:00:00Z.`,
    });
    const guess = await call(OWN_TIME, { key: `${expired.key.slice(0, -2)}xx` });
    expect(guess.json()).toMatchObject({ code: 'api-key-needed' });
  });

  it('is decided before the body is read: who brings no key need not send one', async () => {
    const payload = 'x'.repeat(5_000);
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/count',
      headers: { 'content-type': 'text/plain' },
      payload,
    });
    expect(answer.statusCode).toBe(401);
    const wrong = { authorization: 'Basic dXNlcjpwYXNzd29yZA==', 'content-type': 'application/json' };
    expect((await app.inject({ method: 'POST', url: '/v1/count', headers: wrong, payload })).statusCode).toBe(401);
  });

  it('does not learn without a key which paths there are', async () => {
    expect((await call('/v1/nothing', {})).statusCode).toBe(401);
    expect((await call('/v1/nothing', { key: admin.key })).statusCode).toBe(404);
    for (const dressedUp of ['/docs/../v1/own-time', '/docs/%2e%2e/v1/own-time', '/health/../v1/own-time', '//docs'])
      expect([401, 404]).toContain((await call(dressedUp, {})).statusCode);
  });

  it('may read the description of the interface without a key, as a browser does', async () => {
    for (const url of [
      '/docs',
      '/openapi.json',
      '/openapi.yaml',
      '/docs/swagger-ui-bundle.js',
      '/health/live',
      '/metrics',
    ])
      expect([url, (await call(url, {})).statusCode]).toEqual([url, 200]);
  });

  it('hears which scope is missing', async () => {
    const answer = await call('/v1/store', { key: ingest.key });
    expect(answer.json()).toMatchObject({
      status: 403,
      code: 'scope-missing',
      detail: expect.stringContaining('read'),
    });
    expect((await call('/v1/store', { key: read.key })).statusCode).toBe(503);
  });
});

describe('how often one may call', () => {
  let app: NestFastifyApplication;
  let call: ReturnType<typeof caller>;
  afterEach(() => app.close());
  const start = async (variables: Record<string, string>): Promise<void> => {
    app = await startSample(variables);
    call = caller(app);
  };
  const statuses = async (times: number, url: string, how: Call): Promise<Record<number, number>> => {
    const counts: Record<number, number> = {};
    for (let i = 0; i < times; i++) {
      const { statusCode } = await call(url, how);
      counts[statusCode] = (counts[statusCode] ?? 0) + 1;
    }
    return counts;
  };

  it('is limited for each key by itself, wherever it calls from, with the seconds to wait', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES, GEMBA_RATE_LIMIT_PER_MINUTE: '5' });
    expect(await statuses(3, OWN_TIME, { key: admin.key })).toEqual({ 200: 3 });
    expect(await statuses(4, OWN_TIME, { key: admin.key, from: '192.0.2.2' })).toEqual({ 200: 2, 429: 2 });
    const refused = await call(OWN_TIME, { key: admin.key });
    expect(refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await call('/v1/store', { key: read.key })).statusCode).toBe(503);
  });

  it('has no limit unless one is set', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES });
    expect(await statuses(500, OWN_TIME, { key: admin.key })).toEqual({ 200: 500 });
  });

  it('is limited by address where anybody may call, keys or not', async () => {
    await start({});
    const host = '127.0.0.1:8080';
    const from = (address: string) => ({ from: address, headers: { host } });
    expect(await statuses(5, '/public/x', from('2001:db8::1'))).toEqual({ 200: 3, 429: 2 });
    expect(await statuses(1, '/public/y', from('2001:db8::ffff:2'))).toEqual({ 429: 1 });
    expect(await statuses(1, '/public/x', from('2001:db8:1::1'))).toEqual({ 200: 1 });
  });

  it('is limited for who brings no valid key, and never for a known key from the same address', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES });
    expect((await call(OWN_TIME, { key: admin.key })).statusCode).toBe(200);
    const counts = await statuses(200, OWN_TIME, {});
    expect(counts[401]).toBeGreaterThanOrEqual(60);
    expect(counts[429]).toBeGreaterThan(0);
    expect((await call(OWN_TIME, {})).json()).toMatchObject({ code: 'too-many-failed-attempts' });
    expect((await call(OWN_TIME, { key: admin.key })).statusCode).toBe(200);
    expect((await call(OWN_TIME, { from: '192.0.2.9' })).statusCode).toBe(401);
    // A key that was never seen is proved all the same: nobody who merely forgot a key stands in its way.
    expect((await call('/v1/store', { key: read.key })).statusCode).toBe(503);
  });

  it('lets an address try few wrong keys of a known id; one that tries the same again costs it nothing', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES });
    const wrong = (i: number) => `${admin.key.slice(0, -3)}${String(i).padStart(3, '0')}`;
    expect(await statuses(30, OWN_TIME, { key: wrong(999) })).toEqual({ 401: 30 });
    const tried = await Promise.all(Array.from({ length: 25 }, (_, i) => call(OWN_TIME, { key: wrong(i) })));
    expect(tried.filter(({ statusCode }) => statusCode === 401).length).toBeGreaterThanOrEqual(19);
    const next = await call(OWN_TIME, { key: wrong(500) });
    expect([next.statusCode, next.json<{ code: string }>().code]).toEqual([429, 'too-many-failed-attempts']);
    expect((await call(OWN_TIME, { key: admin.key, from: '192.0.2.3' })).statusCode).toBe(200);
  });

  it('counts the caller and not the proxy where the proxy is trusted, and believes nobody else', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES, GEMBA_TRUSTED_PROXIES: '10.0.0.0/8' });
    const through = (proxy: string, address: string) => ({ from: proxy, headers: { 'x-forwarded-for': address } });
    expect((await statuses(200, OWN_TIME, through('10.0.0.1', '192.0.2.1')))[429]).toBeGreaterThan(0);
    expect(await statuses(1, OWN_TIME, through('10.0.0.1', '192.0.2.2'))).toEqual({ 401: 1 });
    expect(await statuses(200, OWN_TIME, through('198.51.100.1', '192.0.2.3'))).toHaveProperty('429');
    expect(await statuses(1, OWN_TIME, through('198.51.100.1', '192.0.2.4'))).toEqual({ 429: 1 });
  });
});

describe('keys in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-admission-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('change while the app runs; emptied, the file shuts everybody out and opens nothing', async () => {
    const path = join(folder, 'keys');
    writeFileSync(path, `${admin.entry}\n`);
    const app = await startSample({ GEMBA_API_KEYS_FILE: path });
    const statusOf = async (key: string) => (await caller(app)(OWN_TIME, { key })).statusCode;
    const until = async (key: string, status: number): Promise<void> => {
      for (const deadline = Date.now() + 20_000; (await statusOf(key)) !== status; await delay(50))
        if (Date.now() > deadline) throw new Error(`It never answered ${status}.`);
    };
    try {
      const fresh = mintApiKey(['admin']);
      expect(await statusOf(admin.key)).toBe(200);
      writeFileSync(path, `${admin.entry}\n${fresh.entry}\n`);
      await until(fresh.key, 200);
      expect(await statusOf(admin.key)).toBe(200);
      writeFileSync(path, '');
      await until(fresh.key, 401);
      expect((await app.inject({ url: OWN_TIME, headers: { host: '127.0.0.1' } })).statusCode).toBe(401);
    } finally {
      await app.close();
    }
  });
});

describe('tokens of an identity provider', () => {
  let provider: TestIdentityProvider;
  let app: NestFastifyApplication;
  const start = async (variables: Record<string, string> = {}): Promise<void> => {
    provider = await TestIdentityProvider.start();
    app = await startSample({
      GEMBA_OIDC_ISSUER: provider.issuer,
      GEMBA_OIDC_AUDIENCE: 'gemba-api',
      ...variables,
    });
  };
  afterEach(async () => {
    await app.close();
    await provider.stop();
  });
  const ask = (url: string, key?: string) => caller(app)(url, key === undefined ? {} : { key });

  it('open what their scopes say, beside keys or without any', async () => {
    await start({ GEMBA_API_KEYS: ENTRIES });
    expect((await ask(OWN_TIME, await provider.sign({ scope: 'gemba:admin' }))).statusCode).toBe(200);
    const reader = await provider.sign({ roles: ['gemba:read'], sub: 'ben' });
    expect((await ask('/v1/store', reader)).statusCode).toBe(503);
    expect((await ask(OWN_TIME, reader)).json()).toMatchObject({
      code: 'scope-missing',
      detail: expect.stringContaining('token of ben'),
    });
    expect((await ask(OWN_TIME, admin.key)).statusCode).toBe(200);
  });

  it('shut everybody else out, on loopback too', async () => {
    await start();
    expect((await ask(OWN_TIME)).statusCode).toBe(401);
    expect((await ask(OWN_TIME, admin.key)).statusCode).toBe(401);
  });

  it('are refused with the reason in words for programs', async () => {
    await start();
    const expired = await ask(OWN_TIME, await provider.sign({ exp: 1_700_000_000 }));
    const foreign = await ask(OWN_TIME, await provider.sign({ aud: 'another' }));
    expect([expired.statusCode, foreign.statusCode]).toEqual([401, 401]);
    expect(expired.json()).toMatchObject({ code: 'token-expired' });
    expect(foreign.json()).toMatchObject({
      code: 'token-invalid',
      detail: 'The token is refused: its claim aud does not fit.',
    });
    expect(foreign.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('are not called wrong while nobody can tell: try again', async () => {
    const gone = await TestIdentityProvider.start();
    const [token, { issuer }] = [await gone.sign(), gone];
    await gone.stop();
    await start({ GEMBA_OIDC_ISSUER: issuer });
    const answer = await ask(OWN_TIME, token);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '30']);
    expect(answer.json()).toMatchObject({ code: 'identity-provider-unreachable' });
  });

  it('are limited by whom they speak for, whichever token it is', async () => {
    await start({ GEMBA_RATE_LIMIT_PER_MINUTE: '2' });
    const statuses: number[] = [];
    for (const [jti, sub] of ['ann', 'ann', 'ann', 'ben'].entries()) {
      const token = await provider.sign({ scope: 'gemba:admin', sub, jti: String(jti) });
      statuses.push((await ask(OWN_TIME, token)).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429, 200]);
  });
});
