import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { canonicalInstant, isUuid } from '@gemba/event-sourcing';
import { isPublicEventType, publicTypeName, translateStructured } from '@gemba/intake';
import { KafkaConfig } from '@gemba/platform';
import { EVENT_SCHEMAS, EVENT_TYPES, schemaVersionOf } from '@gemba/sales-process';
import Ajv from 'ajv/dist/2020';
import { Contracts } from './contracts';
import { topicsOf } from './topics';

const { messages, schemas } = new Contracts(topicsOf(new KafkaConfig()));
const all = [...schemas.values()];
const GENERATED = join(__dirname, '../../../../docs/generated');

const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\S+$/.test(text);
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
for (const [format, holds] of Object.entries({
  'date-time': (text: string) => canonicalInstant(text) !== null,
  date: (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text),
  'time-zone': (text: string) => /^\w+(\/\w+)*$/.test(text),
  uri: isUri,
  uuid: isUuid,
}))
  ajv.addFormat(format, holds);

describe('the published schemas', () => {
  it.each(all.map(({ key, schema }) => [key, schema]))(
    'compile in strict mode and fit their examples: %s',
    (_, schema) => {
      const matches = ajv.compile(schema);
      for (const example of (schema['examples'] ?? []) as unknown[])
        expect(matches(example) || matches.errors).toBe(true);
    },
  );

  it('show an example of every event and every finding', () => {
    const without = all.filter(({ schema }) => schema['examples'] === undefined).map(({ name }) => name);
    expect(without).toEqual([
      'PublishedEvent',
      'PublishedHeaders',
      'RecordedHeaders',
      'FindingHeaders',
      'DeadLetterHeaders',
    ]);
  });

  it('show no source an event that the intake would refuse', () => {
    const refused = EVENT_TYPES.filter(isPublicEventType).flatMap((type) =>
      EVENT_SCHEMAS[type].examples.flatMap((data) => {
        const dealId = (data['dealId'] as string | undefined) ?? 'crm:1';
        const subject = EVENT_SCHEMAS[type].families.length > 1 ? { subject: `deal-${dealId}` } : {};
        const envelope = { specversion: '1.0', id: '1', source: 'crm', time: '2026-03-02T09:00:00Z', ...subject };
        const event = { ...envelope, type: publicTypeName(type, schemaVersionOf(type)), data };
        const [item] = translateStructured(Buffer.from(JSON.stringify(event)));
        return item?.kind === 'refused' ? [[type, item.faults]] : [];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('are there for every event type, under a path with name and version', () => {
    for (const type of EVENT_TYPES) expect(schemas.has(`/schemas/${type}/v1`)).toBe(true);
    expect(schemas.get('/schemas/DealOpened/v1')?.schema).toMatchObject({ $id: 'urn:gemba:schema:DealOpened:v1' });
  });

  it('are committed, each in a file of its own, and no file is left of one that is gone', () => {
    const files = readdirSync(join(GENERATED, 'schemas'));
    expect(files.sort()).toEqual(all.map(({ key }) => `${key}.json`).sort());
  });

  it('use each name for one thing', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
});

describe('the AsyncAPI document', () => {
  const channelsOf = (type: string): string[] =>
    Object.entries(messages.channels).flatMap(([name, channel]) =>
      Object.keys(channel.messages).some((key) => key.endsWith(`.${type}.v1`)) ? [name] : [],
    );

  it('is valid AsyncAPI 3', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(messages));
    // Severity 2 and above advises, such as to use a newer version of AsyncAPI.
    expect(diagnostics.filter(({ severity }) => severity < 2)).toEqual([]);
    expect(document?.allMessages().length).toBeGreaterThan(EVENT_TYPES.length);
  });

  it('is what is committed', () => {
    const text = readFileSync(join(GENERATED, 'asyncapi.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(messages)));
  });

  it('says on which topic a message is found: what only commands record is published, and taken from nobody', () => {
    expect(channelsOf('DealOpened')).toEqual(['published', 'recorded']);
    expect(channelsOf('VersionPublished')).toEqual(['recorded']);
    expect(channelsOf('ShortcutRetracted')).toEqual(['findings']);
  });

  it('names the topics of the installation', () => {
    const topics = { eventsTopic: 'in', recordedTopic: 'out', findingsTopic: 'said' };
    const { channels } = new Contracts(topicsOf(Object.assign(new KafkaConfig(), topics))).messages;
    expect(Object.values(channels).map(({ address }) => address)).toEqual(['in', 'in.dlq', 'out', 'said']);
  });
});
