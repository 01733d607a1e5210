import { compareHappening } from '@gemba/event-sourcing';
import fc from 'fast-check';
import { checkFact } from '../envelope/fact';
import { type Arrival, arrivalsOf, streamWritesOf } from './arrivals';

const small = (seed: number, deals = 40): Arrival[] => [...arrivalsOf({ seed, deals })];
const seeds = fc.nat({ max: 2 ** 40 });

describe('arrivalsOf', () => {
  it('gives the same events for the same plan', () => {
    fc.assert(
      fc.property(seeds, (seed) => expect(small(seed, 5)).toEqual(small(seed, 5))),
      { numRuns: 10 },
    );
  });

  it('shares no deal, no event id and not one story between two seeds', () => {
    const dealEvents = (seed: number): Arrival[] => small(seed, 5).filter(({ event }) => 'dealId' in event.data);
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        fc.pre(a !== b);
        const [ofA, ofB] = [dealEvents(a), dealEvents(b)];
        const idsOfA = new Set(ofA.map(({ event }) => event.eventId));
        expect(ofB.filter(({ event }) => idsOfA.has(event.eventId))).toEqual([]);
        const times = (arrivals: Arrival[]): string[] => arrivals.map(({ event }) => event.metadata.occurredAt);
        expect(times(ofA)).not.toEqual(times(ofB));
      }),
      { numRuns: 10 },
    );
  });

  it('gives only events that intake would let pass, in the streams that intake would choose', () => {
    for (const { stream, event } of small(3, 200)) {
      const checked = checkFact({ type: event.type, data: event.data as never, metadata: event.metadata, stream });
      expect(checked).toEqual({ fact: { stream, event } });
    }
  });

  it('delivers in the order of arrival, late events after younger ones, and never before they happened', () => {
    const arrivals = small(4, 300);
    const deals = arrivals.filter(({ event }) => event.metadata.sourceEventId.startsWith('4-'));
    const arrived = deals.map(({ arrivesAt }) => arrivesAt);
    expect(arrived).toEqual([...arrived].sort());
    expect(deals.filter(({ arrivesAt, event }) => arrivesAt < event.metadata.occurredAt)).toEqual([]);
    const happened = deals.map(({ event }) => event).sort(compareHappening);
    expect(deals.map(({ event }) => event.eventId)).not.toEqual(happened.map(({ eventId }) => eventId));
  });

  it('delivers the asked share twice, the second time with the same id and digest', () => {
    const arrivals = [...arrivalsOf({ seed: 5, deals: 300, duplicateShare: 0.1 })];
    const digests = new Map(arrivals.filter(({ again }) => !again).map(({ event }) => [event.eventId, event.digest]));
    const repeats = arrivals.filter(({ again }) => again);
    expect(repeats.length / digests.size).toBeCloseTo(0.1, 1);
    for (const { event } of repeats) expect(digests.get(event.eventId)).toBe(event.digest);
    expect(digests.size + repeats.length).toBe(arrivals.length);
  });

  it('delivers everything once and in order where no share is late or double', () => {
    const arrivals = [...arrivalsOf({ seed: 6, deals: 50, duplicateShare: 0, lateShare: 0 })];
    expect(arrivals.filter(({ again }) => again)).toEqual([]);
  });

  it('tells of reopenings, merges, corrections, waivers, revisions and deals that are still open', () => {
    const arrivals = [...arrivalsOf({ seed: 7, deals: 600, mergeShare: 0.05, correctionShare: 0.05 })];
    const types = new Set<string>(arrivals.map(({ event }) => event.type));
    for (const type of ['DealReopened', 'DealsMerged', 'DealEventCorrected', 'WaiverGranted', 'QuoteSuperseded']) {
      expect(types).toContain(type);
    }
    const idsOf = (type: string): Set<unknown> =>
      new Set(arrivals.filter(({ event }) => event.type === type).map(({ stream }) => stream));
    const closed = ['DealWon', 'DealLost', 'DealNoDecision', 'DealDisqualified', 'DealsMerged'].map(idsOf);
    const open = [...idsOf('DealOpened')].filter((stream) => !closed.some((streams) => streams.has(stream)));
    expect(open.length).toBeGreaterThan(30);
  });

  it('makes long deals of the asked length, evenly spread', () => {
    const arrivals = arrivalsOf({
      seed: 8,
      deals: 30,
      duplicateShare: 0,
      longDeals: { count: 3, events: 1_000 },
    });
    const lengths = new Map<string, number>();
    for (const { event } of arrivals) {
      const { dealId } = event.data as { dealId?: string };
      if (dealId !== undefined) lengths.set(dealId, (lengths.get(dealId) ?? 0) + 1);
    }
    const long = [...lengths].filter(([, length]) => length >= 1_000).map(([dealId]) => dealId);
    expect(long.sort()).toEqual(['crm:8-000010', 'crm:8-000020', 'crm:8-000030']);
  });

  it('makes nothing before it is taken, so that a plan of any size can be begun', () => {
    const first = arrivalsOf({ seed: 9, deals: 10_000_000 });
    const taken = Array.from({ length: 500 }, () => first.next().value as Arrival);
    expect(taken.at(-1)!.event.metadata.occurredAt < '2025-02-01').toBe(true);
  });
});

describe('streamWritesOf', () => {
  it('keeps every arrival, one write per stream of a batch, in the order of arrival inside a stream', () => {
    const arrivals = small(10);
    const writes = [...streamWritesOf(arrivals, 64)];
    for (const batch of writes) expect(new Set(batch.map(({ stream }) => stream)).size).toBe(batch.length);
    const idsByStream = (pairs: Iterable<readonly [string, string]>): Map<string, string[]> => {
      const ids = new Map<string, string[]>();
      for (const [stream, id] of pairs) ids.set(stream, [...(ids.get(stream) ?? []), id]);
      return ids;
    };
    const written = writes.flat().flatMap(({ stream, events }) => events.map((e) => [stream, e.eventId] as const));
    expect(idsByStream(written)).toEqual(idsByStream(arrivals.map((a) => [a.stream, a.event.eventId] as const)));
  });
});
