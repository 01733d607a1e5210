import { describeEventStoreContract } from '@gemba/event-sourcing/testing';
import { createTestRecord } from './testing/test-record';

describeEventStoreContract('PostgreSQL', async () => {
  const record = await createTestRecord();
  return { open: async () => record.open(), drop: () => record.drop() };
});
