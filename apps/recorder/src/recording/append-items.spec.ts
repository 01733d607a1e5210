import { identify, InMemoryEventStore, type NewEvent } from '@gemba/event-sourcing';
import { factsItem, refusedItem, type TranslatedItem } from '@gemba/intake';
import { appendItems } from './append-items';
import { recordItems } from './record-items';

const AT = '2026-09-02T10:00:00.000000Z';
const newStore = (): InMemoryEventStore => new InMemoryEventStore(() => AT);

const event = (id: string, activity = 'call'): NewEvent =>
  identify(
    { type: 'ActivityRecorded', data: { activity } },
    { schemaVersion: 1, occurredAt: AT, source: 'log', sourceEventId: id },
  ) as NewEvent;

const row = (line: number, deal: string, ...events: NewEvent[]): TranslatedItem =>
  factsItem({ line }, [{ stream: `deal-log:${deal}`, expected: 'any', events }], `raw ${line}`);

const broken = refusedItem({ line: 9 }, [{ code: 'missing', message: 'The row names no case.' }], 'raw 9');

describe('appending the pieces of a file', () => {
  it('counts what is new and what was there, by event', async () => {
    const store = newStore();
    expect(await appendItems(store, [row(1, 'a', event('1'), event('2')), row(2, 'b', event('3'))])).toEqual({
      recorded: 3,
      duplicates: 0,
      refused: [],
    });
    expect(await appendItems(store, [row(1, 'a', event('1'), event('4')), row(2, 'b', event('3'))])).toEqual({
      recorded: 1,
      duplicates: 2,
      refused: [],
    });
  });

  it('sets aside the culprit alone, never its neighbours in the same stream', async () => {
    const store = newStore();
    await appendItems(store, [row(1, 'a', event('1'))]);
    const outcome = await appendItems(store, [
      row(1, 'a', event('0')),
      row(2, 'a', event('1', 'another call')),
      row(3, 'a', event('2', 'a NUL \0 in it')),
      row(4, 'a', event('3')),
      row(5, 'b', event('4')),
      broken,
    ]);
    expect(outcome).toMatchObject({
      recorded: 3,
      duplicates: 0,
      refused: [
        broken,
        { place: { line: 2 }, faults: [{ code: 'id-reused' }], raw: 'raw 2' },
        { place: { line: 3 }, faults: [{ code: 'unstorable' }], raw: 'raw 3' },
      ],
    });
    expect(await store.readStream('deal-log:a')).toHaveLength(3);
  });
});

describe('recording the events of a message', () => {
  it('says of each, in order, what became of it', async () => {
    const store = newStore();
    await recordItems(store, [row(1, 'a', event('1'))]);
    const outcomes = await recordItems(store, [
      row(1, 'a', event('1')),
      broken,
      row(3, 'a', event('2')),
      row(4, 'a', event('1', 'another call')),
      row(5, 'a', event('2')),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'duplicate',
      'quarantined',
      'recorded',
      'quarantined',
      'duplicate',
    ]);
    expect(outcomes[3]).toMatchObject({ faults: [{ code: 'id-reused', field: 'id' }], raw: 'raw 4' });
  });
});
