import { type NewEvent, type StreamWrite } from '@gemba/event-sourcing';

/** Where in its message or file something stands. */
export interface Place {
  /** Line of a file, from 1: where the row or element begins. */
  readonly line?: number;
  /** Place among its neighbours, from 0: the element of a batch, the line of a stream, the row of a file. */
  readonly index?: number;
  /** Partition of a topic, */
  readonly partition?: number;
  /** and the place on it, in decimal digits. */
  readonly offset?: string;
}

/** What is wrong with one piece of a message: for programs a literal code, for people a sentence. */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  /** The field at fault, as a path (`data.amountMinor`), where there is one. */
  readonly field?: string;
  /** Names the field, what is wrong with its value, and the remedy. */
  readonly message: string;
}

/** One piece of source content became facts. */
export interface TranslatedFacts {
  readonly kind: 'facts';
  readonly place: Place;
  /** At least one, but where a mended mapping finds nothing to correct; expectation always `any`. */
  readonly writes: readonly StreamWrite[];
  /** What the source sent, where it is at hand: it goes to quarantine should the record refuse the facts. */
  readonly raw?: string | Uint8Array;
}

/** One piece of source content could not become facts: it goes to quarantine as it came. */
export interface RefusedItem {
  readonly kind: 'refused';
  readonly place: Place;
  /** At least one; as many as could be found at once. */
  readonly faults: readonly Fault[];
  /** What the source sent, untouched: text where it was text, bytes where it could not be read as text. */
  readonly raw: string | Uint8Array;
}

/** What every translator yields, in the order of its source. No piece stops its neighbours. */
export type TranslatedItem = TranslatedFacts | RefusedItem;

/** How far an import has come; each figure counts from the beginning of the file. */
export interface ImportProgress {
  /** Bytes of the file as it came, still compressed if it was. */
  readonly bytesRead: number;
  /** Rows or log events of the source, refused ones among them. */
  readonly rows: number;
  readonly events: number;
  readonly refused: number;
}

/** A stretch of a file, translated. */
export interface ImportChunk {
  readonly items: readonly TranslatedItem[];
  readonly progress: ImportProgress;
}

export const factsItem = (
  place: Place,
  writes: readonly StreamWrite[],
  raw?: string | Uint8Array,
): TranslatedFacts => ({ kind: 'facts', place, writes, ...(raw === undefined ? {} : { raw }) });

export const refusedItem = (place: Place, faults: readonly Fault[], raw: string | Uint8Array): RefusedItem => ({
  kind: 'refused',
  place,
  faults,
  raw,
});

/**
 * The items' events, gathered into one write per stream in the order in which the streams first appear; order inside
 * a stream is kept. Fewer writes cost the store less. When a gathered write fails, append its items one by one.
 */
export const gatherWrites = (items: readonly TranslatedItem[]): StreamWrite[] => {
  const eventsOf = new Map<string, NewEvent[]>();
  for (const item of items) {
    if (item.kind === 'refused') continue;
    for (const { stream, events } of item.writes) {
      const gathered = eventsOf.get(stream);
      if (gathered === undefined) eventsOf.set(stream, [...events]);
      else gathered.push(...events);
    }
  }
  return [...eventsOf].map(([stream, events]) => ({ stream, expected: 'any', events }));
};
