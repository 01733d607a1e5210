import { PUBLISHED_EVENT_SCHEMA } from '@gemba/intake';
import { FINDING_KINDS, FINDING_SCHEMAS, type FindingKind } from '@gemba/read-models';
import { type DataSchema, EVENT_SCHEMAS, EVENT_TYPES, schemaOf, schemaVersionOf } from '@gemba/sales-process';
import { schemaUrn } from '../publishing/schema-urn';
import headers from './message-headers.generated.json';

/** A JSON Schema that others rely on, under a name and a version that stay. */
export interface PublishedSchema {
  readonly name: string;
  readonly version: number;
  /** `DealOpened.v1`: how the AsyncAPI document and files name it. */
  readonly key: string;
  /** Self-contained, JSON Schema 2020-12. */
  readonly schema: DataSchema;
}

const published = (name: string, version: number, schema: object): PublishedSchema => ({
  name,
  version,
  key: `${name}.v${version}`,
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaUrn(name, version),
    title: name,
    ...schema,
  },
});

/** Every shape of every event type that is read, with examples of today's. */
const ofEvents = (): PublishedSchema[] =>
  EVENT_TYPES.flatMap((type) => {
    const { doc, examples } = EVENT_SCHEMAS[type];
    const today = schemaVersionOf(type);
    return Array.from({ length: today }, (_, before) => before + 1).flatMap((version) => {
      const data = schemaOf(type, version);
      if (data === null) return [];
      return [published(type, version, { description: doc, ...data, ...(version === today ? { examples } : {}) })];
    });
  });

/** The members that all findings have, and what those of a kind say. */
const findingSchema = (kind: FindingKind): object => {
  const { doc, detail, examples } = FINDING_SCHEMAS[kind];
  const { description: _all, ...common } = headers.FindingData;
  const { description: meaning = 'What it says.', ...said } = detail;
  return {
    description: doc,
    ...common,
    properties: { ...common.properties, detail: { description: meaning, ...said } },
    required: [...common.required, 'detail'],
    examples,
  };
};

const ATTRIBUTES_THAT_ARE_NO_HEADERS = new Set(['data', 'datacontenttype']);

/** The envelope in binary mode: its attributes as Kafka headers, which hold text only. */
const publishedHeaders = (): object => {
  const { properties = {}, required = [] } = PUBLISHED_EVENT_SCHEMA;
  const attributes = Object.entries(properties).filter(([name]) => !ATTRIBUTES_THAT_ARE_NO_HEADERS.has(name));
  const asText = ({ type: _type, anyOf, enum: values, ...rest }: DataSchema): DataSchema => ({
    ...rest,
    ...anyOf?.find((one) => one.type === 'string'),
    ...(values === undefined ? {} : { enum: (values as readonly unknown[]).filter((value) => value !== null) }),
    type: 'string',
  });
  return {
    description: 'Headers of an event that a source publishes in binary mode; the value is the event’s data.',
    type: 'object',
    properties: {
      'content-type': { type: 'string', description: 'application/json; left out: the same.' },
      ...Object.fromEntries(attributes.map(([name, schema]) => [`ce_${name}`, asText(schema)])),
    },
    required: required.filter((name) => !ATTRIBUTES_THAT_ARE_NO_HEADERS.has(name)).map((name) => `ce_${name}`),
  };
};

/** Everything that publishers and consumers rely on, each once. */
export const publishedSchemas = (): readonly PublishedSchema[] => [
  ...ofEvents(),
  ...FINDING_KINDS.map((kind) => published(kind, 1, findingSchema(kind))),
  published('PublishedEvent', 1, PUBLISHED_EVENT_SCHEMA),
  published('PublishedHeaders', 1, publishedHeaders()),
  published('RecordedHeaders', 1, headers.RecordedHeaders),
  published('FindingHeaders', 1, headers.FindingHeaders),
  published('DeadLetterHeaders', 1, headers.DeadLetterHeaders),
];
