import { array, assert, integer, nat, property } from 'fast-check';
import { RecordedTimes } from './recorded-times';

const eventsAt = (clock: readonly number[]) =>
  clock.map((createdMicros, index) => ({ commit: BigInt(index * 100), createdMicros }));

/** What is meant: the latest time at an event or at any before it. */
const latest = (clock: readonly number[]): number[] => clock.map((_, index) => Math.max(...clock.slice(0, index + 1)));

describe('the time at which an event was recorded', () => {
  it('is the time of the server, as long as its clock goes on', () => {
    const times = new RecordedTimes();
    const events = eventsAt([10, 20, 20, 30]);
    times.follow(events);
    expect(events.map((event) => times.microsOf(event))).toEqual([10, 20, 20, 30]);
    expect(times.snapshot().falls).toEqual([]);
  });

  it('stands still while the clock is behind an earlier event', () => {
    const times = new RecordedTimes();
    const events = eventsAt([10, 50, 30, 49, 50, 60, 20]);
    times.follow(events);
    expect(events.map((event) => times.microsOf(event))).toEqual([10, 50, 50, 50, 50, 60, 60]);
    expect(times.snapshot()).toEqual({
      commit: 600n,
      micros: 60,
      falls: [
        { from: 200n, to: 300n, micros: 50 },
        { from: 600n, to: 600n, micros: 60 },
      ],
    });
  });

  it('is the latest so far for any clock, in whatever pieces the record is read and whoever reads on', () => {
    assert(
      property(
        array(integer({ min: 1, max: 30 }), { minLength: 1 }),
        array(nat(9)),
        nat(),
        (clock, pieces, handOver) => {
          const events = eventsAt(clock);
          let times = new RecordedTimes();
          let from = 0;
          for (const [index, size] of [...pieces, clock.length].entries()) {
            // Pages overlap: what was seen already changes nothing.
            times.follow(events.slice(Math.max(0, from - 2), from + size));
            from += size;
            if (index === handOver % (pieces.length + 1)) {
              const successor = new RecordedTimes();
              successor.adopt(times.snapshot());
              times = successor;
            }
          }
          expect(events.map((event) => times.microsOf(event))).toEqual(latest(clock));
        },
      ),
    );
  });

  it('is looked for from the beginning once it was forgotten, and not taken from who knows less', () => {
    const times = new RecordedTimes();
    times.follow(eventsAt([10, 20]));
    times.adopt({ commit: 0n, micros: 99, falls: [] });
    expect(times.snapshot()).toEqual({ commit: 100n, micros: 20, falls: [] });
    times.forget();
    expect(times.upTo).toBe(-1n);
    expect(times.follow(eventsAt([10, 5]))).toBe(2);
  });
});
