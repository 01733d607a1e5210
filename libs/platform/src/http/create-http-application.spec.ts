import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness } from '../health';
import { mintApiKey } from '../security';
import { startSample } from './testing/sample-application';

describe('the HTTP application', () => {
  let app: NestFastifyApplication;
  const host = '127.0.0.1:8080';

  beforeAll(async () => (app = await startSample()));
  afterAll(() => app.close());

  it('tells all faults of a request as problem details', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/count',
      headers: { host },
      payload: { count: 'x', other: 1 },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ code: 'invalid-request', faults: [{ field: 'other' }, { field: 'count' }] });
  });

  it('refuses a body beyond the limit and states the limit', async () => {
    const payload = { count: 1, padding: 'x'.repeat(2000) };
    const answer = await app.inject({ method: 'POST', url: '/v1/count', headers: { host }, payload });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ code: 'body-too-large', field: 'body', limitBytes: 1024 });
  });

  it('asks to send again when the record is out of reach', async () => {
    const answer = await app.inject({ url: '/v1/store', headers: { host } });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toMatchObject({ code: 'unavailable' });
  });

  it('tells nothing of an unforeseen error', async () => {
    const answer = await app.inject({ url: '/v1/bug', headers: { host } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
  });

  it('answers an unknown path with problem details', async () => {
    const answer = await app.inject({ url: '/v1/nothing', headers: { host } });
    expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('refuses pages of other origins and names that only point here while there are no keys', async () => {
    const origin = await app.inject({ url: '/v1/own-time', headers: { host, origin: 'http://evil.example' } });
    const rebound = await app.inject({ url: '/v1/own-time', headers: { host: 'evil.example:8080' } });
    const ours = await app.inject({ url: '/v1/own-time', headers: { host, origin: `http://${host}` } });
    expect([origin.statusCode, rebound.statusCode, ours.statusCode]).toEqual([403, 403, 200]);
  });

  it('serves the description of the interface, for programs and for people', async () => {
    const description = await app.inject({ url: '/openapi.json', headers: { host } });
    expect(Object.keys(description.json<{ paths: object }>().paths)).toContain('/v1/count');
    const page = await app.inject({ url: '/docs', headers: { host } });
    expect(page.body).toContain('swagger-ui');
    const script = await app.inject({ url: '/docs/swagger-ui-bundle.js', headers: { host } });
    expect(script.statusCode).toBe(200);
    expect(script.headers['content-type']).toMatch(/javascript/);
  });

  it('is live without its database, and not ready', async () => {
    expect((await app.inject({ url: '/health/live', headers: { host } })).statusCode).toBe(200);
    const ready = await app.inject({ url: '/health/ready', headers: { host } });
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ code: 'not-ready', checks: { error: { database: { status: 'down' } } } });
  });

  it('shows its metrics, those that cannot be read left out', async () => {
    const metrics = await app.inject({ url: '/metrics', headers: { host } });
    expect(metrics.body).toContain('gemba_append_seconds_count 0');
    expect(metrics.body).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('is not ready once a stop is under way', async () => {
    app.get(Readiness).beginDraining();
    const ready = await app.inject({ url: '/health/ready', headers: { host } });
    expect(ready.json()).toMatchObject({ checks: { error: { process: { message: 'it is stopping' } } } });
  });
});

describe('the HTTP application with API keys', () => {
  const ingest = mintApiKey(['ingest']);
  const admin = mintApiKey(['admin']);
  let app: NestFastifyApplication;

  beforeAll(async () => (app = await startSample({ GEMBA_API_KEYS: `${ingest.entry},${admin.entry}` })));
  afterAll(() => app.close());

  const call = async (url: string, key?: string): Promise<number> => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return (await app.inject({ url, headers })).statusCode;
  };

  it('denies whoever brings none, or a wrong one', async () => {
    expect(await call('/v1/own-time')).toBe(401);
    expect(await call('/v1/own-time', mintApiKey(['admin']).key)).toBe(401);
  });

  it('denies a key without the scope of the route, and routes without a scope to all but admin', async () => {
    expect(await call('/v1/store', ingest.key)).toBe(403);
    expect(await call('/v1/own-time', ingest.key)).toBe(403);
    expect(await call('/v1/own-time', admin.key)).toBe(200);
  });

  it('leaves probes open', async () => {
    expect(await call('/health/live')).toBe(200);
  });
});
