import { InMemoryEventStore, InMemoryRecord } from '@gemba/event-sourcing';
import { fact, testEvents } from '@gemba/event-sourcing/testing';
import { checkpointFaults } from './checkpoint-faults';

const recordWith = async (events: number) => {
  const store = new InMemoryEventStore(new InMemoryRecord(() => '2026-03-02T09:00:00.000000Z', 'r-1'));
  await store.append([fact('deal-1', ...testEvents('deal-1', 1, events))]);
  return store;
};

describe('what readers of the record were given', () => {
  it('is there as long as nothing was taken away', async () => {
    const store = await recordWith(3);
    const checkpoint = await store.head();
    await store.append([fact('deal-2', ...testEvents('deal-2', 1, 2))]);
    expect(await checkpointFaults(store, [{ reader: 'the projector', checkpoint }])).toEqual([]);
  });

  it('tells that the end of the record is gone, by each reader that had seen it', async () => {
    const whole = await (await recordWith(3)).head();
    const early = await (await recordWith(1)).head();
    const faults = await checkpointFaults(await recordWith(2), [
      { reader: 'the projector', checkpoint: whole },
      { reader: 'the publisher', checkpoint: early },
    ]);
    expect(faults).toEqual([
      { kind: 'checkpoint-differs', message: expect.stringMatching(/^What the projector was given is not there: .*3/) },
    ]);
  });

  it('is not judged while the record is out of reach', async () => {
    const verify = () => Promise.reject(new Error('away'));
    const checkpoint = await (await recordWith(1)).head();
    await expect(checkpointFaults({ verify }, [{ reader: 'the projector', checkpoint }])).rejects.toThrow('away');
  });
});
