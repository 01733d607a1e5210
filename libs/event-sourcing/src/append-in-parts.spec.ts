import { AppendInParts } from './append-in-parts';
import { type AppendOutcome } from './event-store';

const OPEN = new AbortController().signal;
const DUPLICATE: AppendOutcome = { status: 'duplicate' };
const CONFLICT: AppendOutcome = { status: 'conflict', currentVersion: 3 };

describe('an append in parts', () => {
  it('resolves when its last write is settled, in the order in which they were given', async () => {
    const append = new AppendInParts(2, OPEN);
    append.at(1).settle(CONFLICT);
    append.at(0).settle(DUPLICATE);
    expect(await append.outcomes).toEqual([DUPLICATE, CONFLICT]);
    expect(append.at(0).isAbandoned()).toBe(false);
  });

  it('of nothing has no outcomes', async () => {
    expect(await new AppendInParts(0, OPEN).outcomes).toEqual([]);
  });

  it('is abandoned as a whole when one write fails', async () => {
    const append = new AppendInParts(3, OPEN);
    const [first, second, third] = [append.at(0), append.at(1), append.at(2)];
    first.settle(DUPLICATE);
    second.fail(new Error('gone'));
    expect(third.isAbandoned()).toBe(true);
    third.settle(DUPLICATE);
    await expect(append.outcomes).rejects.toThrow('gone');
  });

  it('is refused by a store that is closed', () => {
    expect(() => new AppendInParts(1, AbortSignal.abort())).toThrow(
      expect.objectContaining({ code: 'event-store-unavailable', message: 'The event store is closed.' }) as Error,
    );
  });
});
