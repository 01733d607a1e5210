import {
  ANY,
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { WireServer } from './wire-server';

const ids = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const event = (index: number) => jsonEvent({ id: ids[index]!, type: 'Noted', data: { index } });

/** The server as the client's own methods see it: what they are told must make sense to them. */
describe('the server that speaks the protocol of EventStoreDB', () => {
  let server: WireServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await WireServer.start(2);
    client = EventStoreDBClient.connectionString(server.connectionString());
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  /** Credentials of its own make the client go by the classic append, their absence by the batch. */
  describe.each([
    ['classic', { credentials: { username: 'admin', password: 'changeit' } }],
    ['batch', {}],
  ])('in a %s append', (way, how) => {
    it('judges by the expected revision, and knows by the ids what was appended there already', async () => {
      const first = await client.appendToStream('s', [event(0), event(1)], { expectedRevision: NO_STREAM, ...how });
      expect(first.nextExpectedRevision).toBe(1n);
      const again = await client.appendToStream('s', [event(0), event(1)], { expectedRevision: NO_STREAM, ...how });
      expect(again.nextExpectedRevision).toBe(1n);
      for (const expectedRevision of [NO_STREAM, 0n, 5n] as const) {
        const wrong = client.appendToStream('s', [event(2)], { expectedRevision, ...how });
        await expect(wrong).rejects.toThrow(WrongExpectedVersionError);
      }
      await client.appendToStream('s', [event(2)], { expectedRevision: 1n, ...how });
      expect(server.log.stream('s').map(({ id }) => id)).toEqual(ids);
      expect(server.counts.batchAppends > 0).toBe(way === 'batch');
    });

    it('knows what came lately whatever is expected, and cannot tell whether its content is the same', async () => {
      await client.appendToStream('s', [event(0)], { expectedRevision: ANY, ...how });
      const other = jsonEvent({ id: ids[0]!, type: 'Noted', data: { index: 'other' } });
      await client.appendToStream('s', [other], { expectedRevision: ANY, ...how });
      expect(server.log.stream('s')).toHaveLength(1);
    });
  });

  it('gives streams and the whole log in both directions', async () => {
    await client.appendToStream(
      's',
      ids.map((_, index) => event(index)),
    );
    const read = async (events: AsyncIterable<{ event?: { id: string } }>): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const { event: one } of events) found.push(one?.id);
      return found;
    };
    expect(await read(client.readStream('s'))).toEqual(ids);
    expect(await read(client.readStream('s', { fromRevision: 1n, maxCount: 1 }))).toEqual([ids[1]]);
    expect(await read(client.readStream('s', { fromRevision: END, direction: 'backwards', maxCount: 2 }))).toEqual([
      ids[2],
      ids[1],
    ]);
    expect((await read(client.readAll())).slice(-3)).toEqual(ids);
    expect(await read(client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }))).toEqual([ids[2]]);
    await expect(read(client.readStream('none'))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('subscribes by filter, and tells when it has caught up', async () => {
    await client.appendToStream('mine-1', [event(0)]);
    await client.appendToStream('theirs', [event(1)]);
    const filter = streamNameFilter({ prefixes: ['mine'] });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    const found: unknown[] = [];
    for await (const { event: one } of subscription) {
      found.push(one?.id);
      if (found.length === 2) break;
      await caughtUp;
      await client.appendToStream('mine-2', [event(2)]);
    }
    expect(found).toEqual([ids[0], ids[2]]);
    await subscription.unsubscribe();
  });

  it('sends who needs the leader to it', async () => {
    server.failOver('stays');
    const append = () =>
      client.appendToStream('s', [event(0)], { requiresLeader: true, credentials: { username: 'a', password: 'b' } });
    await expect(append()).rejects.toMatchObject({ type: 'not-leader', leader: { port: server.leader.port } });
    expect(await append()).toMatchObject({ success: true });
  });
});
