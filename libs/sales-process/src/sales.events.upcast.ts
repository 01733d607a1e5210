import { type EventMetadata, type JsonObject } from '@gemba/event-sourcing';
import { type DataSchema, EVENT_SCHEMAS, isEventType } from './sales.events.schema';

/**
 * Lifts one old shape of an event to the next. It stands beside the events it lifts, stays for ever, and is as pure as
 * they are: the record keeps the old shape, readers see the new one.
 */
export interface Upcaster {
  readonly type: string;
  /** The schema version it lifts; what comes out has the next one. */
  readonly from: number;
  /** JSON Schema of the shape it lifts, as it was published: publishers may go on sending that shape. */
  readonly schema: DataSchema;
  readonly lift: (data: JsonObject) => JsonObject;
}

export interface StoredShape {
  readonly type: string;
  readonly data: object;
  readonly metadata: Pick<EventMetadata, 'schemaVersion'>;
}

/** The event says a schema version that this program does not know yet: a newer Gemba wrote it. */
export class UnknownShape extends Error {
  readonly code = 'unknown-shape';
}

/** The reading side of a set of upcasters. Those of one type must lift 1, 2, 3 … without a gap. */
export const upcastingWith = (upcasters: readonly Upcaster[]) => {
  const liftsOf = new Map<string, Upcaster[]>();
  for (const upcaster of [...upcasters].sort((a, b) => a.from - b.from)) {
    const { type, from } = upcaster;
    const lifts = liftsOf.get(type) ?? [];
    if (from !== lifts.length + 1) throw new Error(`upcasters of ${type} must lift version ${lifts.length + 1} next`);
    liftsOf.set(type, [...lifts, upcaster]);
  }

  /** The schema version of today's shape. */
  const schemaVersionOf = (type: string): number => (liftsOf.get(type)?.length ?? 0) + 1;

  /** JSON Schema of `data` in any shape that is read, today's or an older one; null for what nobody reads. */
  const schemaOf = (type: string, schemaVersion: number): DataSchema | null => {
    if (!isEventType(type)) return null;
    if (schemaVersion === schemaVersionOf(type)) return EVENT_SCHEMAS[type].data;
    return liftsOf.get(type)?.[schemaVersion - 1]?.schema ?? null;
  };

  /** The event in today's shape; the very same object where it has that already. */
  const upcast = <E extends StoredShape>(event: E): E => {
    const { schemaVersion } = event.metadata;
    const today = schemaVersionOf(event.type);
    if (schemaVersion === today) return event;
    if (schemaVersion > today || schemaVersion < 1) {
      throw new UnknownShape(
        `schemaVersion of ${event.type} is ${schemaVersion}, this program knows 1 to ${today}: run the newest Gemba`,
      );
    }
    const lifts = (liftsOf.get(event.type) ?? []).slice(schemaVersion - 1);
    const data = lifts.reduce((shape, { lift }) => lift(shape), event.data as JsonObject);
    return { ...event, data, metadata: { ...event.metadata, schemaVersion: today } };
  };

  return { schemaVersionOf, schemaOf, upcast };
};

/** Which shapes of which types are read. */
export type Shapes = Pick<ReturnType<typeof upcastingWith>, 'schemaVersionOf' | 'schemaOf'>;

/** Every changed shape of the record, one line each: `...DEAL_UPCASTERS` and the like. No shape has changed yet. */
export const UPCASTERS: readonly Upcaster[] = [];

export const { schemaVersionOf, schemaOf, upcast } = upcastingWith(UPCASTERS);
