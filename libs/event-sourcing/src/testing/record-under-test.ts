import { type EventStore } from '../event-store';

/** A record of its own for one run of the contract. */
export interface RecordUnderTest {
  /** Another way into the same record, as a second process would have it. */
  open(): Promise<EventStore>;
  drop(): Promise<void>;
}

/** What each part of the contract is given: the record is shared by all cases, so none may expect it empty. */
export interface ContractBench {
  /** Two ways into one record. */
  readonly store: EventStore;
  readonly other: EventStore;
  /** A way into another record. */
  readonly elsewhere: EventStore;
  /** A third way into the first record, for the case that closes it. */
  readonly closable: EventStore;
  /** A stream that no case has named before. */
  readonly freshStream: () => string;
}
