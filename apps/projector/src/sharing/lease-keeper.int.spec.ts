import { waitUntil } from '@gemba/test-support';
import { bedOfEachTest, prepared } from '../testing/test-projection';
import { LeaseKeeper } from './lease-keeper';

describe('a projector that is alone', () => {
  let keeper: LeaseKeeper;
  // Before the database is gone.
  afterEach(() => keeper.stop());
  const bed = bedOfEachTest();

  it('never has to wait for its turn to rebuild, even if it asks while it looks at its leases', async () => {
    await prepared(bed.pool);
    let waits = 0;
    let rebuilt: Promise<string | undefined> | undefined;
    const askWhileLooking = (): void => {
      rebuilt ??= keeper.whileRebuilding(
        AbortSignal.timeout(60_000),
        () => Promise.resolve('rebuilt'),
        () => waits++,
      );
    };
    keeper = new LeaseKeeper({
      ...{ pool: bed.pool, tables: 'projection', name: 'alone', leaseSeconds: 600 },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      activity: () => {
        askWhileLooking();
        return { doing: 'starting', fault: null };
      },
      onSignal: () => undefined,
      onGeneration: () => undefined,
    });
    keeper.start();
    await waitUntil(() => rebuilt !== undefined);
    expect(await rebuilt).toBe('rebuilt');
    expect(waits).toBe(0);
  });
});
