import fc from 'fast-check';
import { type EventMetadata } from './event';
import { compareHappening } from './happening-order';

type Happening = { eventId: string; metadata: EventMetadata };

const happening = (eventId: string, second: number, source: string, sourceSequence?: string): Happening => ({
  eventId,
  metadata: {
    schemaVersion: 1,
    occurredAt: `2026-03-02T09:00:${String(second).padStart(2, '0')}.000000Z`,
    source,
    sourceEventId: eventId,
    ...(sourceSequence === undefined ? {} : { sourceSequence }),
  },
});

const sorted = (...events: Happening[]): string[] => events.sort(compareHappening).map(({ eventId }) => eventId);

/** Few values each, so that equal times, sources and sequences are common. */
const anyHappening = fc
  .tuple(
    fc.uuid(),
    fc.integer({ min: 0, max: 2 }),
    fc.constantFrom('a', 'b'),
    fc.constantFrom(undefined, '0', '2', '10', '98765432109876543210', '98765432109876543211'),
  )
  .map(([id, second, source, sequence]) => happening(id, second, source, sequence));

describe('the order in which things happened', () => {
  it('goes by time first, whatever else is said', () => {
    expect(sorted(happening('late', 2, 'a', '1'), happening('early', 1, 'b', '9'))).toEqual(['early', 'late']);
  });

  it('goes by source among equal times', () => {
    expect(sorted(happening('x', 1, 'b', '1'), happening('y', 1, 'a', '9'))).toEqual(['y', 'x']);
  });

  it('reads a source sequence as a number of any length, not as text', () => {
    expect(sorted(happening('ten', 1, 'a', '10'), happening('nine', 1, 'a', '9'))).toEqual(['nine', 'ten']);
    const [big, bigger] = ['98765432109876543210', '98765432109876543211'];
    expect(sorted(happening('b', 1, 'a', bigger), happening('a', 1, 'a', big))).toEqual(['a', 'b']);
  });

  it('puts an event without sequence after those that have one', () => {
    expect(sorted(happening('none', 1, 'a'), happening('one', 1, 'a', '1'))).toEqual(['one', 'none']);
  });

  it('goes by event id when nothing else tells events apart', () => {
    expect(sorted(happening('b', 1, 'a'), happening('a', 1, 'a'))).toEqual(['a', 'b']);
  });

  it('is one order for any arrival', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyHappening, { selector: ({ eventId }) => eventId }),
        fc.infiniteStream(fc.nat()),
        (events, chance) => {
          const shuffled = events
            .map((event) => ({ event, at: chance.next().value as number }))
            .sort((a, b) => a.at - b.at);
          expect(sorted(...shuffled.map(({ event }) => event))).toEqual(sorted(...events));
        },
      ),
    );
  });

  it('is total: asymmetric, transitive, and equal only to itself', () => {
    fc.assert(
      fc.property(anyHappening, anyHappening, anyHappening, (a, b, c) => {
        expect(Math.sign(compareHappening(a, b))).toBe(-Math.sign(compareHappening(b, a)) + 0);
        expect(compareHappening(a, b) === 0).toBe(a.eventId === b.eventId);
        if (compareHappening(a, b) < 0 && compareHappening(b, c) < 0) expect(compareHappening(a, c)).toBeLessThan(0);
      }),
    );
  });
});
