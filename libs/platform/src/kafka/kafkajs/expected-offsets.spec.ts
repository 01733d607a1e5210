import { ExpectedOffsets } from './expected-offsets';

/** Partition 3, as the brokers see it. */
const expecting = (low: bigint, high: bigint, committed: bigint | null, wasReset = false) => {
  const ask = jest.fn(() => Promise.resolve([{ partition: 3, low, high, committed, wasReset }]));
  return { offsets: new ExpectedOffsets(ask), ask };
};

describe('what a partition should go on with', () => {
  it('is what the group committed, and the brokers are asked once for all partitions', async () => {
    const { offsets, ask } = expecting(0n, 10n, 4n);
    expect(await Promise.all([offsets.gapBefore(3, '4'), offsets.gapBefore(5, '0')])).toEqual([null, null]);
    offsets.passed(3, '6');
    expect(await offsets.gapBefore(3, '7')).toBeNull();
    expect(ask).toHaveBeenCalledTimes(1);
    offsets.forget();
    await offsets.gapBefore(3, '4');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is anything for a group that is new', async () => {
    expect(await expecting(100n, 200n, null).offsets.gapBefore(3, '100')).toBeNull();
  });

  it('is named with the number of messages where it is gone, at the beginning and later on', async () => {
    const { offsets } = expecting(100n, 200n, 40n);
    expect(await offsets.gapBefore(3, '100')).toEqual({
      messages: 60,
      what: expect.stringMatching(
        /Partition 3 lost the messages from offset 40 up to 99 .*publish them again/,
      ) as string,
    });
    offsets.comesAgain(3, '90');
    offsets.skipped(3, '100', '100');
    expect(await offsets.gapBefore(3, '101')).toMatchObject({ messages: 10 });
  });

  it('is remembered from before the client overwrote it', async () => {
    const { offsets } = expecting(100n, 200n, null, true);
    expect(await offsets.gapBefore(3, '100')).toEqual({
      messages: 0,
      what: expect.stringContaining(
        'lost messages before offset 100 that were not read, nobody knows how many',
      ) as string,
    });
    offsets.remember([{ partition: 3, low: 100n, high: 200n, committed: 40n, wasReset: false }]);
    expect(await offsets.gapBefore(3, '100')).toMatchObject({ messages: 60 });
  });

  it('may have an offset that no message has: of a transaction, or of what was compacted', async () => {
    const { offsets, ask } = expecting(0n, 200n, 40n);
    expect(await offsets.gapBefore(3, '45')).toBeNull();
    offsets.passed(3, '50');
    expect(await offsets.gapBefore(3, '60')).toBeNull();
    offsets.passed(3, '60');
    offsets.skipped(3, '61', '62');
    expect(await offsets.gapBefore(3, '63')).toBeNull();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('lies beyond the end of a topic that was made anew', async () => {
    const { offsets } = expecting(0n, 7n, 40n);
    expect(await offsets.gapBefore(3, '0')).toEqual({
      messages: 0,
      what: expect.stringContaining('made anew') as string,
    });
  });

  it('is asked again when the brokers did not answer', async () => {
    const ask = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue([]);
    const offsets = new ExpectedOffsets(ask);
    await expect(offsets.gapBefore(3, '4')).rejects.toThrow('away');
    expect(await offsets.gapBefore(3, '4')).toBeNull();
  });
});
