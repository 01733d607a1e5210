import { encodeWrite, type StreamWrite } from '@gemba/event-sourcing';
import { Client } from 'pg';
import { APPEND, AppendCall } from '../append/append-call';
import { type PendingWrite } from '../append/pending-write';

const pending = (write: StreamWrite): PendingWrite => {
  const events = encodeWrite(write);
  if ('status' in events) throw new Error(`A test's write is ${events.status}.`);
  return { ...write, events, settle: () => undefined, fail: () => undefined, isAbandoned: () => false };
};

/** Calls the append as another recorder would, on a connection that the test holds. */
export const callAppend = async (client: Client, ...writes: readonly StreamWrite[]): Promise<void> => {
  await client.query({ ...APPEND, values: new AppendCall(writes.map(pending)).parameters() });
};

/** An append of another recorder that has done everything but commit. */
export const openAppend = async (
  url: string,
  ...writes: readonly StreamWrite[]
): Promise<{ end: (how: 'commit' | 'rollback') => Promise<void> }> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await callAppend(client, ...writes);
  return {
    end: async (how) => {
      await client.query(how);
      await client.end();
    },
  };
};
