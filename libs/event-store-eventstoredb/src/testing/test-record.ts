import { randomUUID } from 'node:crypto';
import { type EncodedEvent, encodeWrite, type NewEvent } from '@gemba/event-sourcing';
import { EventStoreDbEventStore, type EventStoreDbOptions } from '../eventstoredb-event-store';
import { proposedEvent } from '../server/requests';
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

/** An event of another recorder, at once: for a spec that must come between two steps of ours. */
export const writeAsRecorder = ({ log }: WireServer, streamOnServer: string, event: NewEvent): void => {
  const [encoded] = encodeWrite({ stream: 'any', expected: 'any', events: [event] }) as readonly EncodedEvent[];
  const { type, data, metadata } = proposedEvent(encoded!, randomUUID());
  const [dataBytes, metadataBytes] = [data, metadata].map((text) => new Uint8Array(Buffer.from(text)));
  const id = randomUUID();
  log.append(streamOnServer, 'any', [{ id, type, isJson: true, data: dataBytes!, metadata: metadataBytes! }]);
};
