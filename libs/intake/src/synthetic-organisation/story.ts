import { identify, instantOfMicros, type Micros, type NewEvent } from '@gemba/event-sourcing';
import { type SalesEvent, streamName, type StreamFamily } from '@gemba/sales-process/sales.events';
import { type WorkingTime } from './working-time';

/** An event of the synthetic organisation, and the stream it belongs to. */
export interface ToldEvent {
  readonly stream: string;
  readonly event: NewEvent<SalesEvent>;
  readonly occurredAt: Micros;
}

export interface Teller {
  readonly actorId?: string;
  readonly teamId?: string;
  /** Business seconds between the happening and its entry into the source; absent: entered as it happened. */
  readonly enteredLater?: number;
}

/** Which system of the organisation knows of what. */
const SOURCE_OF: Readonly<Record<StreamFamily, string>> = {
  deal: 'crm',
  handover: 'crm',
  process: 'crm',
  organisation: 'crm',
  quote: 'cpq',
  conversation: 'mail',
};

/** Collects what happens to one thing, in the order in which it is told. What would happen after the period is left out. */
export class Story {
  readonly events: ToldEvent[] = [];
  #told = 0;

  /** @param name unlike the name of any other story of any seed: event ids are made from it */
  constructor(
    readonly name: string,
    private readonly time: WorkingTime,
  ) {}

  /** At a point of the period, in business seconds. Null: the period is over by then. */
  tell<E extends SalesEvent>(
    at: number,
    stream: readonly [StreamFamily, string],
    event: E,
    by: Teller = {},
  ): NewEvent<E> | null {
    const occurredAt = this.time.instantAt(at);
    const entered = by.enteredLater === undefined ? occurredAt : this.time.instantAt(at + by.enteredLater);
    this.#told += 1;
    return occurredAt === null ? null : this.#tellAtInstant(occurredAt, entered, stream, event, by);
  }

  /** At an instant that need not lie in working time. */
  tellAtInstant<E extends SalesEvent>(
    occurredAt: Micros,
    stream: readonly [StreamFamily, string],
    event: E,
  ): NewEvent<E> {
    this.#told += 1;
    return this.#tellAtInstant(occurredAt, occurredAt, stream, event, {});
  }

  #tellAtInstant<E extends SalesEvent>(
    occurredAt: Micros,
    entered: Micros | null,
    [family, objectId]: readonly [StreamFamily, string],
    event: E,
    by: Teller,
  ): NewEvent<E> {
    const told = identify(event, {
      schemaVersion: 1,
      occurredAt: instantOfMicros(occurredAt),
      source: SOURCE_OF[family],
      sourceEventId: `${this.name}-${this.#told}`,
      sourceSequence: String(this.#told),
      ...(by.actorId === undefined ? {} : { actorId: by.actorId }),
      ...(by.teamId === undefined ? {} : { teamId: by.teamId }),
      ...(entered === null ? {} : { enteredAt: instantOfMicros(entered) }),
    });
    this.events.push({ stream: streamName(family, objectId), event: told as NewEvent<SalesEvent>, occurredAt });
    return told;
  }
}
