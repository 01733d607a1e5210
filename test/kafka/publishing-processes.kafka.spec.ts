import { setTimeout as delay } from 'node:timers/promises';
import { type EventMetadata, identify } from '@gemba/event-sourcing';
import { migrateRecord, PostgresEventStore } from '@gemba/event-store-postgres';
import { createPool, gembaTopics, KafkaConfig, openMessageBroker } from '@gemba/platform';
import { createTestDatabase, describeOnKafka, type TestDatabase, uniqueName, waitUntil } from '@gemba/test-support';
import { AppProcess } from '@gemba/test-support/processes';
import { type Pool } from 'pg';
import { LIVE_SCHEMAS, prepareProjection } from '../../apps/projector/src';
import { headersOf } from '../../apps/projector/src/publishing/testing/read-message';
import { type ReadMessage, TopicReader } from '../../apps/projector/src/publishing/testing/topic-reader';

const EVENTS = 12_000;
const DEALS = 211;
const KILLS = 4;
const APPEND_EVENTS = 200;
const LIMIT_MS = 150_000;

const until = (isSo: () => boolean | Promise<boolean>): Promise<void> => waitUntil(isSo, LIMIT_MS);

const dealOf = (no: number): string => `crm:${no % DEALS}`;

const effort = (no: number) => {
  const metadata: EventMetadata = {
    ...{ schemaVersion: 1, source: 'crm', sourceEventId: `effort ${no}` },
    occurredAt: '2026-03-02T09:00:00.000000Z',
  };
  const event = identify({ type: 'EffortLogged', data: { dealId: dealOf(no), hours: no, kind: 'talk' } }, metadata);
  return { stream: `deal-${dealOf(no)}`, expected: 'any' as const, events: [event] };
};

const hoursOf = ({ value }: ReadMessage): number => (JSON.parse(String(value)) as { hours: number }).hours;
const positionOf = (message: ReadMessage): number => Number(headersOf(message)['ce_position']);

describeOnKafka('several projectors, killed in turn while they publish', ({ brokers }) => {
  let database: TestDatabase;
  let pool: Pool;
  const projectors: AppProcess[] = [];
  let reader: TopicReader | undefined;

  const names = { recordedTopic: uniqueName('recorded'), findingsTopic: uniqueName('findings') };
  const config = Object.assign(new KafkaConfig(), { brokers, eventsTopic: uniqueName('in'), ...names });
  const broker = openMessageBroker(config)!;

  beforeAll(async () => {
    database = await createTestDatabase();
    const admin = createPool({
      ...{ url: database.adminUrl, applicationName: 'publishing spec', connectionsMax: 2 },
      onIdleError: () => undefined,
    });
    await migrateRecord(admin, 'gemba_app');
    await admin.end();
    await prepareProjection(database.adminUrl, LIVE_SCHEMAS);
    pool = createPool({
      ...{ url: database.appUrl, applicationName: 'publishing spec', connectionsMax: 4 },
      onIdleError: () => undefined,
    });
    const topics = broker.topics();
    await topics.ensure(gembaTopics(config, 1));
    await topics.close();
  });
  afterAll(async () => {
    await reader?.stop();
    await Promise.all(projectors.map((projector) => projector.end('SIGKILL')));
    await pool.end();
    await database.drop();
  });

  const start = async (topics: Pick<KafkaConfig, 'recordedTopic' | 'findingsTopic'> = names): Promise<AppProcess> => {
    const projector = await AppProcess.spawn('projector', {
      GEMBA_DATABASE_URL: database.appUrl,
      GEMBA_KAFKA_BROKERS: brokers.join(','),
      GEMBA_KAFKA_RECORDED_TOPIC: topics.recordedTopic,
      GEMBA_KAFKA_FINDINGS_TOPIC: topics.findingsTopic,
    });
    projectors.push(projector);
    return projector;
  };

  /** How far events have gone out. */
  const place = async (): Promise<bigint> => {
    const { rows } = await pool.query<{ position: string }>(
      `select position::text from projection.publication where feed = 'recorded'`,
    );
    return BigInt(rows[0]?.position ?? 0);
  };

  it('leave nothing out, keep the order of each deal, and repeat only what positions tell', async () => {
    const store = new PostgresEventStore(pool);
    const running = [await start(), await start()];
    await Promise.all(running.map((projector) => projector.untilReady()));
    reader = new TopicReader(broker, names.recordedTopic, uniqueName('group'));

    const recording = (async () => {
      for (let no = 0; no < EVENTS; no += APPEND_EVENTS) {
        await store.append(Array.from({ length: APPEND_EVENTS }, (_, i) => effort(no + i)));
        await delay(20);
      }
    })();
    // Whichever of them publishes: each is killed in turn, and the other one has to go on.
    for (let kill = 1; kill <= KILLS; kill++) {
      const reached = BigInt(Math.floor((kill * EVENTS) / (KILLS + 2)));
      await until(async () => (await place()) >= reached);
      await running.shift()!.end('SIGKILL');
      running.push(await start());
    }
    await recording;
    await until(async () => (await place()) >= BigInt(EVENTS));

    const { messages } = reader;
    await until(() => new Set(messages.map(positionOf)).size === EVENTS);
    const last = new Map<number, number>();
    const hours = new Map<string, number[]>();
    for (const message of messages) {
      if (positionOf(message) <= (last.get(message.partition) ?? 0)) continue;
      last.set(message.partition, positionOf(message));
      const key = String(message.key);
      hours.set(key, [...(hours.get(key) ?? []), hoursOf(message)]);
    }
    const expected = new Map<string, number[]>();
    for (let no = 0; no < EVENTS; no++) expected.set(dealOf(no), [...(expected.get(dealOf(no)) ?? []), no]);
    expect(Object.fromEntries(hours)).toEqual(Object.fromEntries(expected));

    const [projector] = running;
    await projector!.untilReady();
    const metrics = await projector!.metrics();
    expect(metrics).toMatch(/gemba_publication_lag_positions\{feed="recorded"\} 0\n/);
    expect(metrics).toMatch(/gemba_publication_blocked\{feed="findings"\} 0\n/);
    for (const one of running) expect(await one.end('SIGTERM')).toBe(0);
    await store.close();
  });

  it('are not ready while what is recorded cannot go out, live on, and are ready when it can', async () => {
    const others = { recordedTopic: uniqueName('recorded'), findingsTopic: uniqueName('findings') };
    const projector = await start(others);
    await projector.untilReady();
    const store = new PostgresEventStore(pool);
    await store.append([effort(EVENTS)]);
    await store.close();
    let said = '';
    await until(async () => {
      const answer = await fetch(`${projector.httpUrl}/health/ready`);
      said = await answer.text();
      return answer.status === 503 && said.includes('publishing recorded');
    });
    expect(said).toContain(`The topic ${others.recordedTopic} does not exist. Create the topics with`);
    expect((await fetch(`${projector.httpUrl}/health/live`)).status).toBe(200);
    expect(await projector.metrics()).toMatch(/gemba_publication_lag_positions\{feed="recorded"\} 1\n/);

    const topics = broker.topics();
    await topics.ensure(gembaTopics(Object.assign(new KafkaConfig(), { ...config, ...others }), 1));
    await topics.close();
    await projector.untilReady();
    await until(async () => (await place()) === BigInt(EVENTS) + 1n);
    expect(await projector.end('SIGTERM')).toBe(0);
  });
});
