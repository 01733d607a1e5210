import { type AppendOutcome, encodeWrite, type ExpectedVersion, type NewEvent } from '@gemba/event-sourcing';
import { fact, testEvent } from '@gemba/event-sourcing/testing';
import { judge } from './judgement';
import { type PendingWrite } from './pending-write';

const [one, two, three] = [1, 2, 3].map((n) => testEvent('deal-1', n)) as [NewEvent, NewEvent, NewEvent];
const changed = (event: NewEvent): NewEvent => ({ ...event, digest: 'f'.repeat(64) });
const tailOf = (...events: readonly NewEvent[]) => ({
  version: events.length - 1,
  digests: new Map(events.map(({ eventId, digest }) => [eventId, digest])),
});

const write = (expected: ExpectedVersion, ...events: readonly NewEvent[]): PendingWrite => ({
  expected,
  events: encodeWrite(fact('deal-1', ...events)) as Exclude<ReturnType<typeof encodeWrite>, AppendOutcome>,
  settle: () => undefined,
  fail: () => undefined,
  isAbandoned: () => false,
});

const outcomes = (...[writes, tail]: Parameters<typeof judge>) => {
  const { settled, shares } = judge(writes, tail);
  return writes.map(
    (given) =>
      settled.find(([one]) => one === given)?.[1] ??
      shares.find((share) => share.write === given)!.missing.map(({ event }) => event.data['n']),
  );
};

describe('writes to one stream', () => {
  it('are appended as far as they are missing', () => {
    expect(outcomes([write('any', one, two, three)], tailOf(two))).toEqual([[1, 3]]);
  });

  it('are judged one after the other, as if each had been appended', () => {
    expect(outcomes([write('any', one), write('any', one, two), write('any', two)], tailOf())).toEqual([
      [1],
      [2],
      { status: 'duplicate' },
    ]);
  });

  it('hold nobody up when their content was changed, and leave nothing behind', () => {
    const reused = { status: 'id-reused', eventId: one.eventId };
    expect(outcomes([write('any', three, changed(one)), write('any', three)], tailOf(one))).toEqual([reused, [3]]);
    expect(outcomes([write('any', one), write('any', changed(one), two)], tailOf())).toEqual([[1], reused]);
  });

  it.each<[ExpectedVersion, NewEvent, unknown]>([
    ['none', two, { status: 'conflict', currentVersion: 0 }],
    [0, two, [2]],
    [1, two, { status: 'conflict', currentVersion: 0 }],
    [7, one, { status: 'duplicate' }],
    [7, changed(one), { status: 'id-reused', eventId: one.eventId }],
  ])('expecting %s are judged for reuse and repetition before their expectation', (expected, event, outcome) => {
    expect(outcomes([write(expected, event)], tailOf(one))).toEqual([outcome]);
  });
});
