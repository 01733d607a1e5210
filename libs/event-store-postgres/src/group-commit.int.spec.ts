import { type EventStore, type NewEvent } from '@gemba/event-sourcing';
import { fact, testEvent } from '@gemba/event-sourcing/testing';
import fc from 'fast-check';
import { type AppendCallFigures } from './postgres-event-store';
import { openAppend } from './testing/open-append';
import { createTestRecord, type TestRecord } from './testing/test-record';
import { untilWaiting } from './testing/waiting';

describe('group commit', () => {
  let record: TestRecord;

  beforeAll(async () => {
    record = await createTestRecord();
  });

  afterAll(() => record.drop());

  it('gathers what comes while a call is under way into the next one', async () => {
    const calls: AppendCallFigures[] = [];
    const store = record.open({ onAppendCall: (figures) => calls.push(figures) });
    const held = await openAppend(record.database.appUrl, fact('deal-held', testEvent('deal-held', 1)));
    const first = store.append([fact('deal-first', testEvent('deal-first', 1))]);
    await untilWaiting(record.admin, 1, 'advisory');
    const rest = Array.from({ length: 300 }, (_, n) => store.append([fact(`deal-${n}`, testEvent(`deal-${n}`, 1))]));
    await held.end('commit');
    await Promise.all([first, ...rest]);
    expect(calls.map(({ writes, events }) => ({ writes, events }))).toEqual([
      { writes: 1, events: 1 },
      { writes: 300, events: 300 },
    ]);
    expect(calls.every(({ durationSeconds }) => durationSeconds > 0)).toBe(true);
    expect(store.queueDepth).toEqual({ eventsWaiting: 0, callsUnderWay: 0 });
    await store.close();
  });

  it('records every neighbour of what the database itself refuses', async () => {
    await record.admin.query(`
      create function public.refuse_poison() returns trigger language plpgsql as
        $$ begin raise exception 'cannot be held' using errcode = 'data_exception'; end $$;
      create trigger refuse_poison before insert on record.events
        for each row when (new.type = 'Poison') execute function public.refuse_poison();`);
    const store = record.open();
    const streams = Array.from({ length: 20 }, (_, n) => `deal-poisoned-${n}`);
    const outcomes = await store.append(
      streams.map((stream, n) => {
        const event = testEvent(stream, n);
        return fact(stream, [3, 4, 17].includes(n) ? { ...event, type: 'Poison' } : event);
      }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      streams.map((_, n) => ([3, 4, 17].includes(n) ? 'unstorable' : 'appended')),
    );
    expect(outcomes[3]).toEqual({
      status: 'unstorable',
      eventId: testEvent(streams[3]!, 3).eventId,
      reason: 'the record cannot hold it (database code 22000)',
    });
    await store.close();
  });

  it('finishes what waits before it closes', async () => {
    const store = record.open();
    const appended = Array.from({ length: 50 }, (_, n) => store.append([fact('deal-last', testEvent('deal-last', n))]));
    await store.close();
    expect((await Promise.all(appended)).flat().every(({ status }) => status === 'appended')).toBe(true);
  });

  it('records each event once, under any batching, duplication and order, from two recorders', async () => {
    const stores: EventStore[] = [record.open(), record.open({ groupEventsMax: 3, callsMax: 3 })];
    let run = 0;
    const delivery = fc.record({
      recorder: fc.nat({ max: 1 }),
      writes: fc.array(
        fc.record({ stream: fc.nat({ max: 3 }), events: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }) }),
        { minLength: 1, maxLength: 5 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 12 }), async (deliveries) => {
        const prefix = `deal-run-${run++}`;
        const name = (stream: number): string => `${prefix}-${stream}`;
        const eventsOf = (stream: number, numbers: number[]): NewEvent[] =>
          numbers.map((n) => testEvent(name(stream), n));
        const outcomes = await Promise.all(
          deliveries.map(({ recorder, writes }) =>
            stores[recorder]!.append(
              writes.map(({ stream, events }) => fact(name(stream), ...eventsOf(stream, events))),
            ),
          ),
        );
        expect(['appended', 'duplicate']).toEqual(expect.arrayContaining(outcomes.flat().map(({ status }) => status)));
        for (const stream of [0, 1, 2, 3]) {
          const sent = deliveries.flatMap(({ writes }) =>
            writes.filter((write) => write.stream === stream).flatMap(({ events }) => events),
          );
          const recorded = await stores[0]!.readStream(name(stream));
          expect(recorded.map(({ data }) => data['n'] as number).sort()).toEqual([...new Set(sent)].sort());
          expect(recorded.map(({ version }) => version)).toEqual(recorded.map((_, index) => index));
        }
      }),
      { numRuns: 60 },
    );
    await Promise.all(stores.map((store) => store.close()));
  });
});
