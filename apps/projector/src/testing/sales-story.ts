import { type EventMetadata, identify, type JsonObject, type NewEvent } from '@gemba/event-sourcing';
import { type SalesEvent, streamName, type StreamFamily } from '@gemba/sales-process';

/** An event and the stream it belongs to, ready for a record. */
export interface StoryEvent {
  readonly stream: string;
  readonly event: NewEvent;
}

export interface Told {
  readonly source?: string;
  readonly sequence?: number;
  /** The source's own id; by default what is told, so that the same twice is the same event. */
  readonly id?: string;
}

/** `told('deal', 'crm:1', 'DealWon', '2026-03-02T09:00:00Z')`. */
export const told = (
  family: StreamFamily,
  objectId: string,
  type: SalesEvent['type'],
  at: string,
  data: JsonObject = {},
  { source = 'crm', sequence, id }: Told = {},
): StoryEvent => {
  const stream = streamName(family, objectId);
  const key = family === 'process' ? 'processId' : `${family}Id`;
  const metadata: EventMetadata = {
    schemaVersion: 1,
    occurredAt: at.replace('Z', '.000000Z'),
    source,
    sourceEventId: id ?? `${stream} ${type} ${at} ${JSON.stringify(data)}`,
    ...(sequence === undefined ? {} : { sourceSequence: String(sequence) }),
  };
  return { stream, event: identify({ type, data: { [key]: objectId, ...data } }, metadata) };
};

/** What a mended mapping says of an earlier event. */
export const corrected = (wrong: StoryEvent, mappingVersion: number, replacement: JsonObject | null): StoryEvent => ({
  stream: wrong.stream,
  event: identify(
    {
      type: 'DealEventCorrected',
      data: { correctsEventId: wrong.event.eventId, mappingVersion, replacement, reason: 'the mapping was mended' },
    },
    { ...wrong.event.metadata, sourceEventId: `${wrong.event.eventId} corrected ${mappingVersion}` },
  ),
});

const FROM_THE_BEGINNING = '2026-01-01T00:00:00Z';

/** The process `sale`, in force from the first of January: these steps in this order, `leadingTo` says what follows a step, where it is only one. */
export const saleProcess = (
  steps: readonly string[],
  { leadingTo = {}, ...drafted }: { leadingTo?: Readonly<Record<string, string>>; calendarId?: string } = {},
): StoryEvent[] => [
  told('process', 'sale', 'ProcessDrafted', FROM_THE_BEGINNING, { version: 1, title: 'Sale', ...drafted }),
  ...steps.map((key, i) =>
    told('process', 'sale', 'StepDefined', FROM_THE_BEGINNING, {
      version: 1,
      key,
      title: key,
      ordinal: i + 1,
      purpose: 'to move on',
      ownerRole: 'rep',
      people: ['rep'],
      paperwork: ['none'],
      entry: 'begun',
      exit: 'done',
      expectedBs: (i + 1) * 3600,
      mandatory: true,
      repeatable: false,
      visible: true,
      ...(leadingTo[key] === undefined ? {} : { next: { kind: 'xor', steps: [leadingTo[key]] } }),
    }),
  ),
  told('process', 'sale', 'VersionPublished', FROM_THE_BEGINNING, {
    version: 1,
    effectiveFrom: FROM_THE_BEGINNING,
    evidenceIds: [],
    migration: 'stay',
  }),
];

/** A process of three steps that every deal of a story may follow, and the hours it counts in. */
export const reference = (): StoryEvent[] => [
  told('organisation', 'us', 'CalendarPublished', FROM_THE_BEGINNING, {
    calendarId: 'office',
    version: 1,
    tz: 'Europe/Amsterdam',
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
    holidays: ['2026-04-27'],
  }),
  ...saleProcess(['approach', 'offer', 'closing'], { calendarId: 'office' }),
];
