import { type Event, identify, type JsonObject } from '@gemba/event-sourcing';
import { type SalesEvent, streamName, type StreamFamily } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../history';

type DataOf<Type extends SalesEvent['type']> = Extract<SalesEvent, { type: Type }>['data'];

export interface Told {
  readonly source?: string;
  readonly sequence?: number;
  readonly actorId?: string;
  readonly teamId?: string;
  readonly precision?: 'day' | 'unknown';
  /** When it was keyed in. */
  readonly enteredAt?: string;
  /** The source's own id; by default what is told, so that the same twice is the same event. */
  readonly id?: string;
}

const FAMILY_KEY = {
  deal: 'dealId',
  quote: 'quoteId',
  conversation: 'conversationId',
  handover: 'handoverId',
  process: 'processId',
  organisation: 'organisationId',
} as const satisfies Record<StreamFamily, string>;

/** `2026-03-02 09:00` → canonical instant in UTC; a full canonical instant stays as it is. */
export const instant = (text: string): string =>
  text.endsWith('Z') ? text : `${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}.000000Z`;

/** Tells events of one stream: `deal('crm:1')('StepEntered', '2026-03-02 09:00', { stepKey: 'approach' })`. */
export const teller =
  <Family extends StreamFamily>(family: Family) =>
  (objectId: string) =>
  <Type extends SalesEvent['type']>(
    type: Type,
    at: string,
    data: Omit<DataOf<Type>, (typeof FAMILY_KEY)[Family]>,
    told: Told = {},
  ): HistoryEvent => {
    const stream = streamName(family, objectId);
    const said = { [FAMILY_KEY[family]]: objectId, ...data } as unknown as JsonObject;
    const { source = 'crm', sequence, actorId, teamId, precision, enteredAt } = told;
    const event: Event = { type, data: said };
    const { eventId, metadata } = identify(event, {
      schemaVersion: 1,
      occurredAt: instant(at),
      source,
      sourceEventId: told.id ?? `${stream} ${type} ${at} ${sequence ?? ''} ${JSON.stringify(data)}${precision ?? ''}`,
      ...(sequence === undefined ? {} : { sourceSequence: String(sequence) }),
      ...(actorId === undefined ? {} : { actorId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(precision === undefined ? {} : { timePrecision: precision }),
      ...(enteredAt === undefined ? {} : { enteredAt: instant(enteredAt) }),
    });
    return { stream, eventId, type, data: said, metadata };
  };

export const deal = teller('deal');
export const quote = teller('quote');
export const conversation = teller('conversation');
export const handover = teller('handover');
export const processOf = teller('process');
export const organisation = teller('organisation');

/** A correction of an event, on its own stream. */
export const correction = (
  wrong: HistoryEvent,
  mappingVersion: number,
  replacement: { type: string; data: JsonObject; occurredAt?: string } | null,
): HistoryEvent => {
  const data: JsonObject = {
    correctsEventId: wrong.eventId,
    mappingVersion,
    replacement,
    reason: 'the mapping was mended',
  };
  const { eventId, metadata } = identify(
    { type: 'DealEventCorrected', data },
    { ...wrong.metadata, sourceEventId: `${wrong.eventId} ${mappingVersion} ${JSON.stringify(replacement)}` },
  );
  return { stream: wrong.stream, eventId, type: 'DealEventCorrected', data, metadata };
};
