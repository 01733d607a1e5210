import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { migrateRecord } from '@gemba/event-store-postgres';
import { createHttpApplication, createPool, readConfiguration, withDatabaseUrl } from '@gemba/platform';
import { createTestDatabase, type TestDatabase } from '@gemba/test-support';
import { readFileSync } from 'node:fs';
import { PROCESS_TEMPLATES } from '@gemba/sales-process';
import { migrateIntake } from './quarantine/migrations/migrate-intake';
import { RecorderAppModule } from './recorder-app.module';

const HOST = '127.0.0.1:8080';
const CONFIG = readConfiguration({ GEMBA_LOG_LEVEL: 'silent' });

const openApp = async (databaseUrl: string): Promise<NestFastifyApplication> => {
  const config = withDatabaseUrl(CONFIG, databaseUrl);
  const app = await createHttpApplication(RecorderAppModule.forRoot(config), config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

const cloudEvent = (id: string, data: object = { dealId: 'crm:1' }, type = 'DealOpened'): object => ({
  specversion: '1.0',
  type: `gemba.${type}.v1`,
  source: 'crm',
  id,
  time: '2026-09-02T12:00:00+02:00',
  data,
});

describe('the recorder', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let admin: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    const plan = { applicationName: 'spec', connectionsMax: 2, onIdleError: () => undefined };
    admin = createPool({ url: database.adminUrl, ...plan });
    await migrateRecord(admin, 'gemba_app');
    await migrateIntake(admin);
    await migrateIntake(admin);
    app = await openApp(database.appUrl);
  });

  afterAll(async () => {
    await app.close();
    await admin.end();
    await database.drop();
  });

  beforeEach(() => admin.query('truncate intake.quarantine'));

  const publish = async (contentType: string, payload: string | Buffer) => {
    const headers = { host: HOST, 'content-type': contentType, authorization: 'Bearer hush', 'x-source': 'a spec' };
    return app.inject({ method: 'POST', url: '/v1/events', headers, payload });
  };
  const one = async (event: object) => (await publish('application/cloudevents+json', JSON.stringify(event))).json();
  const get = async (url: string) => (await app.inject({ url, headers: { host: HOST } })).json();
  const post = (url: string, payload: object = {}, headers: object = {}) =>
    app.inject({ method: 'POST', url, headers: { host: HOST, ...headers }, payload });

  it('records an event once, however often it is sent', async () => {
    expect(await one(cloudEvent('once'))).toMatchObject({ outcome: 'recorded' });
    expect(await one(cloudEvent('once'))).toMatchObject({ outcome: 'duplicate' });
  });

  it('answers a batch in its order, and a poisoned event stops no neighbour', async () => {
    const batch = [cloudEvent('b1'), { nonsense: true }, cloudEvent('b1'), cloudEvent('b1', { dealId: 'crm:1', x: 1 })];
    const answer = await publish('application/cloudevents-batch+json', JSON.stringify(batch));
    const { results } = answer.json<{ results: { outcome: string; code?: string }[] }>();
    expect(results.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'recorded',
      'invalid',
      'duplicate',
      'id-reused',
    ]);
  });

  it('answers a stream with a line an event', async () => {
    const lines = [JSON.stringify(cloudEvent('s1')), 'nonsense', '', JSON.stringify(cloudEvent('s2'))];
    const answer = await publish('application/x-ndjson; charset=utf-8', lines.join('\n'));
    const outcomes = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { index: number; outcome: string });
    expect(outcomes.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'recorded'],
      [1, 'quarantined'],
      [2, 'recorded'],
    ]);
  });

  it('keeps poison byte for byte, once, and without the sender’s credentials', async () => {
    const poison = Buffer.from([0x7b, 0x00, 0xff, 0x22]);
    const first = (await publish('application/cloudevents+json', poison)).json<{ quarantineId: string }>();
    const second = (await publish('application/cloudevents+json', poison)).json<{ quarantineId: string }>();
    expect(second.quarantineId).toBe(first.quarantineId);
    const entry = await get(`/v1/quarantine/${first.quarantineId}`);
    expect(entry).toMatchObject({ code: 'undecodable-text', rawText: null, rawBase64: poison.toString('base64') });
    expect(entry.headers).toMatchObject({ 'x-source': 'a spec' });
    expect(JSON.stringify(entry)).not.toContain('hush');
    expect((await get('/v1/quarantine')).entries).toHaveLength(1);
  });

  it('keeps an element of a batch as it was written, where a parser would have changed it', async () => {
    const text = (more: string): string => JSON.stringify(cloudEvent('big')).replace('"dealId"', `${more},"dealId"`);
    const written = [text('"ref": 9007199254740993'), text('"ref":1,"ref":2'), text('"ref":0.1234567890123456789')];
    const { results } = (
      await publish('application/cloudevents-batch+json', `[ ${written.join(',\n')}, ${text('"ref":"1"')} ]`)
    ).json<{ results: { outcome: string; field?: string; quarantineId?: string }[] }>();
    expect(results.map(({ outcome, field }) => [outcome, field])).toEqual([
      ...written.map(() => ['quarantined', 'data.ref']),
      ['recorded', undefined],
    ]);
    const kept = await Promise.all(written.map((_, index) => get(`/v1/quarantine/${results[index]!.quarantineId}`)));
    expect(kept.map(({ rawText }) => rawText)).toEqual(written);
  });

  it('lists the quarantine page by page', async () => {
    const poison = Array.from({ length: 5 }, (_, index) => `nonsense ${index}`).join('\n');
    await publish('application/x-ndjson', poison);
    const first = await get('/v1/quarantine?limit=3');
    const second = await get(`/v1/quarantine?limit=3&after=${first.next}`);
    expect(second.next).toBeNull();
    const lines = [...first.entries, ...second.entries].map((entry: { place: { line: number } }) => entry.place.line);
    expect(lines.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('releases an entry with a mended event, and tells the same when asked again', async () => {
    const { quarantineId } = await one(cloudEvent('mend', { dealId: 7 }));
    const stuck = await post(`/v1/quarantine/${quarantineId}/release`);
    expect([stuck.statusCode, stuck.json().remedy]).toEqual([422, expect.stringContaining('mended event')]);
    const release = () => post(`/v1/quarantine/${quarantineId}/release`, { event: cloudEvent('mend') });
    const first = (await release()).json();
    expect(first).toMatchObject({ by: 'mended-event', outcome: 'recorded' });
    expect((await release()).json()).toEqual(first);
    expect((await get('/v1/quarantine')).entries).toEqual([]);
    expect((await get('/v1/quarantine?state=released')).entries).toHaveLength(1);
  });

  it('records the members of a mended event that are named like what every object has', async () => {
    const { quarantineId } = await one(cloudEvent('named', { dealId: 7 }));
    const data = { dealId: 'crm:named', toString: 'x', valueOf: 'y', nested: { toString: 1, 7: null } };
    const answer = await post(`/v1/quarantine/${quarantineId}/release`, { event: cloudEvent('named', data) });
    expect(answer.json()).toMatchObject({ by: 'mended-event', outcome: 'recorded' });
    const { rows } = await admin.query<{ data: object }>('select data from record.events where event_id = $1', [
      answer.json<{ eventId: string }>().eventId,
    ]);
    expect(JSON.stringify(rows[0]!.data)).toBe(JSON.stringify(data));
  });

  it('releases an entry as it came once the reason is gone, without any body', async () => {
    const raw = JSON.stringify(cloudEvent('now-fine'));
    const { quarantineId } = (await publish('application/cloudevents+json', `${raw}}`)).json();
    await admin.query('update intake.quarantine set raw = $2 where id = $1', [quarantineId, Buffer.from(raw)]);
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/quarantine/${quarantineId}/release`,
      headers: { host: HOST },
    });
    expect(answer.json()).toMatchObject({ by: 'retry', outcome: 'recorded' });
  });

  it('dismisses an entry with a reason', async () => {
    const { quarantineId } = await one({ nonsense: 1 });
    const answer = await post(`/v1/quarantine/${quarantineId}/release`, { dismissedBecause: 'a test message' });
    expect(answer.json()).toEqual({ by: 'dismissal', outcome: 'dismissed', reason: 'a test message' });
  });

  it('lets the application neither change nor remove what came', async () => {
    const { quarantineId } = await one({ nonsense: 2 });
    const client = new Pool({ connectionString: database.appUrl, max: 1 });
    const denied = { code: '42501' };
    await expect(client.query(`update intake.quarantine set raw = ''`)).rejects.toMatchObject(denied);
    await expect(client.query('delete from intake.quarantine')).rejects.toMatchObject(denied);
    await client.end();
    expect(await get(`/v1/quarantine/${quarantineId}`)).toMatchObject({ rawText: '{"nonsense":2}' });
  });

  it('knows no entry by another name', async () => {
    const answer = await app.inject({ url: '/v1/quarantine/all-of-them', headers: { host: HOST } });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
  });

  it('refuses what is no CloudEvent form', async () => {
    const answer = await publish('text/csv', 'a,b');
    expect([answer.statusCode, answer.json().field]).toEqual([415, 'content-type']);
  });

  it('quarantines nothing when the record is out of reach, and asks to come again', async () => {
    const lonely = await openApp('postgres://gemba_app@127.0.0.1:1/gemba');
    for (const [contentType, payload] of [
      ['application/cloudevents+json', JSON.stringify(cloudEvent('later'))],
      ['application/x-ndjson', `${JSON.stringify(cloudEvent('later'))}\n`],
    ] as const) {
      const headers = { host: HOST, 'content-type': contentType };
      const answer = await lonely.inject({ method: 'POST', url: '/v1/events', headers, payload });
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    }
    await lonely.close();
  });

  it('tells who is in the middle of a long stream, too', async () => {
    const lonely = await openApp('postgres://gemba_app@127.0.0.1:1/gemba');
    await lonely.listen(0, '127.0.0.1');
    const body = `${JSON.stringify(cloudEvent('later', { dealId: 'crm:1', note: 'x'.repeat(10_000) }))}\n`.repeat(
      2_000,
    );
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await fetch(`${await lonely.getUrl()}/v1/events`, { method: 'POST', headers, body });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'unavailable']);
    await lonely.close();
  });

  describe('deciding a handover', () => {
    const item = { key: 'account', required: true, applicable: true, valid: true, value: 'A-1' };
    const submit = { submissionNo: 1, dealId: 'crm:1', fromTeam: 'sales', toTeam: 'desk', items: [item], by: 'ann' };

    it('records each step once, and refuses what came too late', async () => {
      const url = '/v1/handovers/crm:h1';
      expect((await post(`${url}/submit`, submit)).json()).toEqual({ version: 0, recorded: ['HandoverSubmitted'] });
      expect((await post(`${url}/submit`, submit)).json()).toEqual({ version: 0, recorded: [] });
      const self = await post(`${url}/accept`, { submissionNo: 1, byTeam: 'desk', by: 'ann' });
      expect([self.statusCode, self.json().code]).toEqual([422, 'receiver-is-sender']);
      const accepted = await post(`${url}/accept`, { submissionNo: 1, byTeam: 'desk', by: 'bob' });
      expect(accepted.json()).toEqual({ version: 1, recorded: ['HandoverAccepted'] });
      const late = await post(`${url}/withdraw`, { submissionNo: 1, byTeam: 'sales' });
      expect([late.statusCode, late.json()]).toEqual([409, expect.objectContaining({ code: 'already-accepted' })]);
    });

    it('names every fault of a command that cannot be read', async () => {
      const answer = await post('/v1/handovers/crm:h2/submit', {
        ...submit,
        submissionNo: 'one',
        items: [{ key: '' }],
      });
      expect(answer.statusCode).toBe(400);
      const fields = answer.json<{ faults: { field: string }[] }>().faults.map(({ field }) => field);
      expect(new Set(fields)).toEqual(
        new Set(['submissionNo', 'items.0.key', 'items.0.required', 'items.0.applicable', 'items.0.valid']),
      );
    });

    it('refuses a boundary that no published process has', async () => {
      const boundary = { processId: 'gemba:none', version: 1, handoverKey: 'order' };
      const answer = await post('/v1/handovers/crm:h3/submit', { ...submit, boundary });
      expect(answer.json()).toMatchObject({ status: 422, code: 'boundary-unknown', field: 'boundary' });
    });
  });

  describe('publishing a process', () => {
    const file = readFileSync(PROCESS_TEMPLATES['eight-steps'], 'utf8');

    it('drafts, defines and publishes in one, and only once', async () => {
      const publishIt = () => post('/v1/processes/publish', { file, emergencyReason: 'it is the first' });
      const first = (await publishIt()).json<{ processId: string; recorded: string[] }>();
      expect(first.recorded[0]).toBe('ProcessDrafted');
      expect(first.recorded.at(-1)).toBe('VersionPublished');
      expect((await publishIt()).json()).toMatchObject({ processId: first.processId, recorded: [], changes: [] });
    });

    it('refuses a change without evidence, and a file that is at fault, with its lines', async () => {
      const bare = await post('/v1/processes/publish', { file: file.replace(/^title: .*$/m, 'title: Another') });
      expect(bare.json()).toMatchObject({ status: 422, code: 'evidence-missing' });
      const faulty = await post('/v1/processes/publish', { file: 'process: x' });
      expect(faulty.json()).toMatchObject({ status: 422, code: 'process-file-faulty', faults: expect.any(Array) });
    });
  });
});
