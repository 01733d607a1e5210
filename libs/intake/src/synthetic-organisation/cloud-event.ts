import { type JsonObject } from '@gemba/event-sourcing';
import { publicTypeName } from '../cloud-events/event-type-name';
import { isPublicEventType } from '../envelope/public-types';
import { type Arrival } from './arrivals';

/**
 * An arrival as its source would publish it, in the JSON form of CloudEvents 1.0; null for what no source may publish
 * (the process definition: that is a command, see `fieldSalesProcessFile`).
 */
export const cloudEventOf = ({ stream, event }: Arrival): JsonObject | null => {
  const { type, data, metadata } = event;
  if (!isPublicEventType(type)) return null;
  return {
    specversion: '1.0',
    type: publicTypeName(type, metadata.schemaVersion),
    source: metadata.source,
    id: metadata.sourceEventId,
    time: metadata.occurredAt,
    subject: stream,
    sequence: metadata.sourceSequence,
    actorid: metadata.actorId,
    teamid: metadata.teamId,
    enteredat: metadata.enteredAt,
    datacontenttype: 'application/json',
    data: data as unknown as JsonObject,
  };
};
