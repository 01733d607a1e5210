import { hash } from 'node:crypto';
import { type Event, type EventMetadata, type NewEvent } from './event';
import { canonicalJson, type Json } from './json';

/** The root of every id that Gemba derives. It may never change: ids in the record hang on it. */
export const GEMBA_NAMESPACE = '6e3f0c52-7d0a-5c1e-9a52-0b6f6a7b9d11';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

const NAMESPACE_BYTES = 16;
/** Namespace and name together, for hashing in one call; names that do not fit get a buffer of their own. */
const shared = Buffer.alloc(4_096);
let sharedNamespace = '';

const writeNamespace = (target: Buffer, namespace: string): void => {
  target.write(namespace.replaceAll('-', ''), 0, NAMESPACE_BYTES, 'hex');
};

const sha1Of = (namespace: string, name: string): string => {
  const roomy = name.length * 3 + NAMESPACE_BYTES;
  if (roomy > shared.length) {
    const own = Buffer.alloc(roomy);
    writeNamespace(own, namespace);
    return hash('sha1', own.subarray(0, NAMESPACE_BYTES + own.write(name, NAMESPACE_BYTES, 'utf8')), 'hex');
  }
  if (namespace !== sharedNamespace) writeNamespace(shared, namespace);
  sharedNamespace = namespace;
  return hash('sha1', shared.subarray(0, NAMESPACE_BYTES + shared.write(name, NAMESPACE_BYTES, 'utf8')), 'hex');
};

/** Name-based UUID, version 5 (RFC 9562): the same namespace and name give the same id for ever. */
export const uuidV5 = (namespace: string, name: string): string => {
  const hex = sha1Of(namespace, name);
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const namespaceOfSource = new Map<string, string>();

/** `UUIDv5(UUIDv5(GEMBA, source), sourceEventId)` (rule R2). */
export const eventIdOf = (source: string, sourceEventId: string): string => {
  let namespace = namespaceOfSource.get(source);
  if (namespace === undefined) {
    namespace = uuidV5(GEMBA_NAMESPACE, source);
    if (namespaceOfSource.size < 10_000) namespaceOfSource.set(source, namespace);
  }
  return uuidV5(namespace, sourceEventId);
};

/** The id of a correction that a mended mapping appends: the same correction, sent again, is the same event. */
export const correctionIdOf = (eventId: string, mappingVersion: number): string =>
  uuidV5(eventId, String(mappingVersion));

/**
 * SHA-256 over what the source said. Left out: what differs between two deliveries of one event (the source's
 * sequence, correlation and causation ids and trace of the delivery, receipt time, delivery count).
 */
export const digestOf = (type: string, data: object, metadata: EventMetadata): string => {
  const { schemaVersion, occurredAt, timePrecision, source, sourceEventId, actorId, teamId, enteredAt } = metadata;
  return hash(
    'sha256',
    canonicalJson({
      // Written in the order in which canonical JSON sorts them: sorting is half of the cost.
      actorId,
      data: data as Json,
      enteredAt,
      occurredAt,
      schemaVersion,
      source,
      sourceEventId,
      teamId,
      timePrecision,
      type,
    }),
    'hex',
  );
};

/** Gives an event its identity and digest. */
export const identify = <E extends Event<string, object>>(event: E, metadata: EventMetadata): NewEvent<E> => ({
  eventId: eventIdOf(metadata.source, metadata.sourceEventId),
  digest: digestOf(event.type, event.data, metadata),
  type: event.type,
  data: event.data,
  metadata,
});
