import { type EventMetadata, identify, type JsonObject, type NewEvent, whyUnstorable } from '@gemba/event-sourcing';
import { type EventType } from '@gemba/sales-process/sales.events';
import { isEventType } from '@gemba/sales-process/sales.events.schema';
import { schemaOf, schemaVersionOf } from '@gemba/sales-process/sales.events.upcast';
import { ID_LENGTH_MAX } from './bounds';
import { boundsFault } from './data-bounds';
import { schemaFaults } from './data-schema';
import { fault, type IntakeFault, quoted } from './fault-codes';
import { meaningFaults } from './meaning';
import { replacementMisplaced, streamOf } from './stream-of';

/** What a translator has made of a piece of its source, before anybody has checked it. Instants are canonical. */
export interface FactDraft {
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  /** Named where the source named it, or where the type alone does not tell it; else found from the data's ids. */
  readonly stream?: string | undefined;
}

/** An event with its identity, and the stream it belongs to. */
export interface Fact {
  readonly stream: string;
  readonly event: NewEvent;
}

export type CheckedFact = { readonly fact: Fact } | { readonly faults: readonly IntakeFault[] };

const SOURCE = /^[\x21-\x7e]+$/;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

const sourceFault = (source: string): IntakeFault | null => {
  if (source.length <= ID_LENGTH_MAX && SOURCE.test(source)) return null;
  return fault(
    'invalid',
    'source',
    `source is ${quoted(source)}: it must be 1 to ${ID_LENGTH_MAX} printable ASCII characters without spaces.`,
  );
};

const textMemberFault = (name: string, text: string | undefined): IntakeFault | null => {
  if (text === undefined || (text.length <= ID_LENGTH_MAX && PRINTABLE_ASCII.test(text))) return null;
  if (text === '') return fault('invalid', name, `${name} is empty. Send a value, or leave it out.`);
  if (text.length > ID_LENGTH_MAX) {
    return fault('too-large', name, `${name} has ${text.length} characters. At most ${ID_LENGTH_MAX} are kept.`);
  }
  const why = whyUnstorable(text);
  if (why === null) return null;
  return fault('unstorable-text', name, `${name} ${quoted(text)} cannot be kept: ${why}. Send it without.`);
};

const NO_FAULTS: readonly IntakeFault[] = [];

const metadataFaults = (metadata: EventMetadata): readonly IntakeFault[] => {
  const found = [
    sourceFault(metadata.source),
    textMemberFault('sourceEventId', metadata.sourceEventId),
    textMemberFault('actorId', metadata.actorId),
    textMemberFault('teamId', metadata.teamId),
    textMemberFault('correlationId', metadata.correlationId),
    textMemberFault('causationId', metadata.causationId),
    metadata.extensions === undefined ? null : boundsFault(metadata.extensions, 'extensions'),
  ];
  return found.every((one) => one === null) ? NO_FAULTS : found.filter((one) => one !== null);
};

const unknownType = (type: string): IntakeFault =>
  fault(
    'unknown-type',
    'type',
    `type is ${quoted(type)}, which Gemba does not know. The schemas that Gemba publishes list all types.`,
  );

const unknownShape = (type: EventType, schemaVersion: number): IntakeFault =>
  fault(
    'unknown-type',
    'type',
    `${type} has no shape ${schemaVersion} that is read. Send shape ${schemaVersionOf(type)}, today's.`,
  );

/** What the shape's schema and meaning forbid; text is looked at first, since schemas would quote it. */
const dataFaults = (type: EventType, data: JsonObject, schemaVersion: number): readonly IntakeFault[] => {
  const schema = schemaOf(type, schemaVersion);
  if (schema === null) return [unknownShape(type, schemaVersion)];
  const outOfBounds = boundsFault(data, 'data');
  if (outOfBounds !== null) return [outOfBounds];
  const ofSchema = schemaFaults(schema, data);
  return ofSchema.length > 0 ? ofSchema : meaningFaults(type, data);
};

/**
 * Checks a draft against its type's schema and against what no schema can say, and gives it its stream, id and
 * digest. Every fault that can be seen at once is listed. Cost: some microseconds for a valid event.
 */
export const checkFact = (draft: FactDraft): CheckedFact => {
  const { type, data, metadata } = draft;
  const faults = metadataFaults(metadata);
  if (!isEventType(type)) return { faults: [...faults, unknownType(type)] };
  const ofData = dataFaults(type, data, metadata.schemaVersion);
  if (ofData.length > 0) return { faults: [...faults, ...ofData] };
  const found = streamOf(type, data, draft.stream);
  if ('fault' in found) return { faults: [...faults, found.fault] };
  const misplaced = type === 'DealEventCorrected' ? replacementMisplaced(found.stream, data) : null;
  if (misplaced !== null) return { faults: [...faults, misplaced] };
  if (faults.length > 0) return { faults };
  return { fact: { stream: found.stream, event: identify({ type, data }, metadata) } };
};
