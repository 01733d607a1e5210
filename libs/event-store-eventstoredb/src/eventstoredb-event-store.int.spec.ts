import { describeEventStoreContract } from '@gemba/event-sourcing/testing';
import { createTestRecord } from './testing';

describeEventStoreContract('EventStoreDB, over a server of our own that speaks its protocol', async () => {
  const record = await createTestRecord();
  return { open: async () => record.open(), drop: () => record.drop() };
});
