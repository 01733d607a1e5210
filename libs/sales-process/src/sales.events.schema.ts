import { type JsonObject } from '@gemba/event-sourcing';
import schemas from './event-schemas.generated.json';
import { type EventType, type StreamFamily } from './sales.events';

/** As much of JSON Schema as the generated schemas use. */
export interface DataSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, DataSchema>>;
  readonly required?: readonly string[];
  readonly items?: DataSchema;
  readonly anyOf?: readonly DataSchema[];
  readonly additionalProperties?: DataSchema;
  readonly [keyword: string]: unknown;
}

/** What is known of an event type beside its TypeScript type. */
export interface EventDescription {
  /** Its one line of meaning. */
  readonly doc: string;
  /** The stream families it may stand in. */
  readonly families: readonly StreamFamily[];
  /** JSON Schema of `data`, self-contained. It lets unknown members pass: they are kept in the record. */
  readonly data: DataSchema;
  /** Data as they were recorded, the fullest first: the type's golden events of today's shape. */
  readonly examples: readonly JsonObject[];
}

/**
 * Every event type with its description, generated from the TypeScript types (`npm run generate`). A type that was
 * added without generating anew does not compile here.
 */
export const EVENT_SCHEMAS = schemas satisfies Record<EventType, object> as unknown as Readonly<
  Record<EventType, EventDescription>
>;

export const EVENT_TYPES = Object.keys(EVENT_SCHEMAS) as readonly EventType[];

const KNOWN = new Set<string>(EVENT_TYPES);

export const isEventType = (text: string): text is EventType => KNOWN.has(text);

/** Whether an event of this type may stand in a stream of this family. */
export const mayStandIn = (type: EventType, family: StreamFamily): boolean =>
  EVENT_SCHEMAS[type].families.includes(family);

const unknownIn = (schema: DataSchema, value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => (schema.items ? unknownIn(schema.items, item, path) : []));
  if (value === null || typeof value !== 'object' || schema.properties === undefined) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = schema.properties?.[name];
    const here = path === '' ? name : `${path}.${name}`;
    return known === undefined ? [here] : unknownIn(known, member, here);
  });
};

/**
 * Members of an event's data that the schema of its shape does not name, as `items.colour`, each once. They are recorded
 * with the rest and read by nothing: a publisher who sees them named finds a misspelling; a mapping of our own refuses
 * them.
 */
export const unknownMembers = (schema: DataSchema, data: object): readonly string[] => [
  ...new Set(unknownIn(schema, data, '')),
];
