import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KafkaConfig, openMessageBroker, type OutgoingMessage, textHeader } from '@gemba/platform';
import { describeOnKafka, makeTestDataDir, uniqueName, waitUntil } from '@gemba/test-support';
import { gemba, StandaloneProcess } from '@gemba/test-support/processes';

const event = (id: string, changed: object = {}) => ({
  specversion: '1.0',
  type: 'gemba.DealOpened.v1',
  source: 'crm',
  id,
  time: '2026-03-02T10:00:00+01:00',
  data: { dealId: `crm:${id}` },
  ...changed,
});

const binary = (id: string, data: object, type = 'DealOpened'): OutgoingMessage => ({
  key: Buffer.from(`crm:${id}`),
  value: Buffer.from(JSON.stringify(data)),
  headers: Object.entries({
    specversion: '1.0',
    type: `gemba.${type}.v1`,
    source: 'crm',
    id,
    time: event(id).time,
  }).map(([name, value]) => textHeader(`ce_${name}`, value)),
});

describeOnKafka('standalone with Kafka, from the terminal', (kafka) => {
  const dataDir = makeTestDataDir();
  const files = mkdtempSync(join(dataDir, 'files-'));
  const topics = {
    GEMBA_KAFKA_BROKERS: kafka.brokers.join(','),
    GEMBA_KAFKA_EVENTS_TOPIC: uniqueName('events'),
    GEMBA_KAFKA_RECORDED_TOPIC: uniqueName('recorded'),
    GEMBA_KAFKA_FINDINGS_TOPIC: uniqueName('findings'),
    GEMBA_KAFKA_GROUP_ID: uniqueName('recorder'),
  };
  const broker = openMessageBroker(
    Object.assign(new KafkaConfig(), { brokers: kafka.brokers, eventsTopic: topics.GEMBA_KAFKA_EVENTS_TOPIC }),
  )!;
  const producer = broker.producer();
  let standalone: StandaloneProcess | null = null;
  const cli = (...args: string[]) => gemba(args, { GEMBA_DATA_DIR: dataDir, ...topics });

  afterAll(async () => {
    await producer.close();
    await standalone?.end('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('gets its topics by one command, which says what it found and ends accordingly', async () => {
    const missing = await cli('topics', 'ensure', '--check', '--replication-factor', '1');
    expect([missing.exitCode, missing.stdout.match(/: missing$/gm)]).toEqual([6, Array(4).fill(': missing')]);
    const created = await cli('topics', 'ensure', '--replication-factor', '1');
    expect([created.exitCode, created.stdout.match(/: created$/gm)]).toEqual([0, Array(4).fill(': created')]);
    const again = await cli('topics', 'ensure', '--replication-factor', '1', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject(Array(4).fill({ outcome: 'as-planned', differences: [] }));
    const different = await cli('topics', 'ensure');
    expect(different.exitCode).toBe(6);
    expect(different.stdout).toContain('  replication factor: planned 3, found 1\n');
    const nowhere = await gemba(['topics', 'ensure'], {});
    expect([nowhere.exitCode, nowhere.stderr]).toEqual([2, expect.stringContaining('GEMBA_KAFKA_BROKERS')]);
    const refused = await gemba(['topics', 'ensure'], { ...topics, GEMBA_KAFKA_EVENTS_TOPIC: uniqueName('other') });
    expect([refused.exitCode, refused.stderr]).toEqual([4, expect.stringContaining('--replication-factor')]);
    const away = await gemba(['topics', 'ensure'], { GEMBA_KAFKA_BROKERS: '127.0.0.1:1' });
    expect(away.exitCode).toBe(5);
  });

  it('records what is on its topic, and what is not it hands out of the quarantine again', async () => {
    standalone = await StandaloneProcess.start(dataDir, topics);
    await waitUntil(async () => (await standalone!.request('/health/ready')).ok);
    await producer.send(topics.GEMBA_KAFKA_EVENTS_TOPIC, [
      binary('good', { dealId: 'crm:good' }),
      binary('odd', { dealId: 7 }),
      { ...binary('dead', {}), value: null },
    ]);
    const listed = async () =>
      JSON.parse((await cli('quarantine', 'list', '--json')).stdout) as { id: string; code: string }[];
    await waitUntil(async () => (await listed()).length === 2);
    const text = (await cli('quarantine', 'list')).stdout;
    expect(text).toMatch(/ kafka:events\.[0-9a-f]+\[\d+\]@\d+ +invalid /);

    const odd = (await listed()).find(({ code }) => code === 'invalid')!.id;
    const shown = (await cli('quarantine', 'show', odd)).stdout;
    expect(shown).toMatch(/ {2}partition \d+, offset \d+, key crm:odd\n/);
    expect(shown).toContain('  ce_id: odd\n');
    expect((await cli('quarantine', 'release', odd)).exitCode).toBe(4);
    const file = join(files, 'mended.json');
    writeFileSync(file, JSON.stringify(event('odd')));
    expect((await cli('quarantine', 'release', odd, '--event', file)).stdout).toMatch(/^recorded \(mended-event\)/);
    const dead = (await listed())[0]!.id;
    expect((await cli('quarantine', 'release', dead, '--dismiss', 'a tombstone')).stdout).toMatch(/^dismissed/);
    expect(await listed()).toEqual([]);
    expect((await cli('status', '--wait')).exitCode).toBe(0);
    for (const deal of ['crm:good', 'crm:odd']) {
      expect((await standalone.request(`/v1/deals/${deal}`)).status).toBe(200);
    }
  });
});
