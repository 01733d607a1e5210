import { type RecordedEvent } from '@gemba/event-sourcing';
import { publicTypeName } from '@gemba/intake';
import { type OutgoingMessage } from '@gemba/platform';
import { type RecordedHeaders } from './message-headers';
import { schemaUrn } from './schema-urn';
import { textMessage } from './text-message';

type Optional = { [Name in keyof RecordedHeaders]: RecordedHeaders[Name] | undefined };

/**
 * A recorded event as it goes out: as it was recorded, never lifted to a newer shape. The key is the deal it belongs to,
 * null for none, or its stream. The same event, deal and record give the same message for ever.
 */
export const recordedMessage = (event: RecordedEvent, dealId: string | null, incarnation: string): OutgoingMessage => {
  const { type, metadata, stream } = event;
  const key = dealId ?? stream;
  const headers: Optional = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_type: publicTypeName(type, metadata.schemaVersion),
    ce_source: metadata.source,
    ce_id: metadata.sourceEventId,
    ce_time: metadata.occurredAt,
    ce_subject: stream,
    ce_dataschema: schemaUrn(type, metadata.schemaVersion),
    ce_partitionkey: key,
    ce_incarnation: incarnation,
    ce_position: String(event.position),
    ce_eventid: event.eventId,
    ce_streamversion: String(event.version),
    ce_recordedat: event.recordedAt,
    ce_dealid: dealId ?? undefined,
    ce_sequence: metadata.sourceSequence,
    ce_actorid: metadata.actorId,
    ce_teamid: metadata.teamId,
    ce_correlationid: metadata.correlationId,
    ce_causationid: metadata.causationId,
    ce_enteredat: metadata.enteredAt,
    ce_timeprecision: metadata.timePrecision,
  };
  return textMessage(key, headers, event.data);
};
