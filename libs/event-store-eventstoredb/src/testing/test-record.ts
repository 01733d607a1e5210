import { randomUUID } from 'node:crypto';
import { EventStoreDbEventStore, type EventStoreDbOptions } from '../eventstoredb-event-store';
import { WireServer } from './wire/wire-server';

/** A record on a server of its own. */
export interface TestRecord {
  readonly server: WireServer;
  /** Another way into the record, as a second process would have it. */
  open(options?: EventStoreDbOptions): EventStoreDbEventStore;
  /** Closes what was opened and not closed yet, and stops the server. */
  drop(): Promise<void>;
}

export const createTestRecord = async (nodes = 1): Promise<TestRecord> => {
  const server = await WireServer.start(nodes);
  const stores: EventStoreDbEventStore[] = [];
  return {
    server,
    open: (options) => {
      const store = new EventStoreDbEventStore(server.connectionString(nodes > 1 ? 'all' : 'first'), options);
      stores.push(store);
      return store;
    },
    drop: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await server.stop();
    },
  };
};

/** A record of its own on a server that many share. */
export const recordNameOfItsOwn = (): string => `test_${randomUUID().replaceAll('-', '')}`;
