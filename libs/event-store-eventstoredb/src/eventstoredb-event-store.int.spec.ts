import { describeEventStoreContract } from '@gemba/event-sourcing/testing';
import { dockerAnswers } from '@gemba/test-support';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { createTestRecord, RealServer, recordNameOfItsOwn } from './testing';

// Every event is a message of its own on the wire, and 10,000 of them take their time where many specs share a machine.
jest.setTimeout(300_000);

describeEventStoreContract('EventStoreDB, over a server of ours that speaks its protocol', async () => {
  const record = await createTestRecord();
  return { open: async () => record.open(), drop: () => record.drop() };
});

const given = process.env['ESDB_URL'];
const hasServer = given !== undefined || dockerAnswers();
if (!hasServer) {
  console.warn(
    'SKIPPED: the event store contract on a real EventStoreDB. Neither is ESDB_URL set (esdb://…, a server whose ' +
      'MaxAppendSize is 16 MB) nor does Docker answer. What ran against the server of ours proves our code only.',
  );
}

(hasServer ? describe : describe.skip)('with a real server', () => {
  const server = new RealServer();
  afterAll(() => server.stop());

  describeEventStoreContract('EventStoreDB', async () => {
    const connectionString = given ?? (await server.connectionString());
    const record = recordNameOfItsOwn();
    return {
      open: async () => new EventStoreDbEventStore(connectionString, { record }),
      // Nothing is ever removed: records of a server that outlives the spec stay under names of their own.
      drop: async () => undefined,
    };
  });
});
