import { instantOfMicros, type RecordedEvent, START } from '@gemba/event-sourcing';
import { fact, testEvent, testEvents } from '@gemba/event-sourcing/testing';
import { createTestRecord, type TestRecord } from './testing';

const NOON_MS = Date.UTC(2026, 2, 2, 12);
const TIMELINE = 'gemba!timeline';

const at = (seconds: number): string => instantOfMicros((NOON_MS + seconds * 1000) * 1000);

describe('when events were recorded', () => {
  let record: TestRecord;
  beforeEach(async () => void (record = await createTestRecord()));
  afterEach(() => record.drop());

  /** Records one event a second of the given clock, in three streams by turns. */
  const recordBy = async (clock: readonly number[], from = 1): Promise<void> => {
    const store = record.open();
    for (const [index, seconds] of clock.entries()) {
      const stream = `deal-crm:${index % 3}`;
      record.server.log.nowMs = () => NOON_MS + seconds * 1000;
      await store.append([fact(stream, testEvent(stream, from + index))]);
    }
  };

  const times = (events: readonly RecordedEvent[]): string[] => events.map(({ recordedAt }) => recordedAt);

  it('is told by the server’s clock, and never falls with it', async () => {
    await recordBy([10, 20, 5, 15, 20, 21]);
    expect(times(await record.open().readAll(START, 10))).toEqual([10, 20, 20, 20, 20, 21].map(at));
  });

  it('is the same wherever one begins to read, in a stream, in the whole and in a subscription', async () => {
    await recordBy([10, 60, 20, 30, 40, 70, 65, 66, 80, 79, 50, 90]);
    const whole = await record.open().readAll(START, 100);
    expect(times(whole)).toEqual([10, 60, 60, 60, 60, 70, 70, 70, 80, 80, 80, 90].map(at));
    for (const [index, { position }] of whole.entries()) {
      expect(await record.open().readAll(position, 3)).toEqual(whole.slice(index + 1, index + 4));
    }
    for (const stream of ['deal-crm:0', 'deal-crm:1', 'deal-crm:2'])
      expect(await record.open().readStream(stream)).toEqual(whole.filter((event) => event.stream === stream));
    const stop = new AbortController();
    for await (const page of record.open().subscribe(whole[3]!.position, stop.signal, 4)) {
      expect(page).toEqual(whole.slice(4, 8));
      stop.abort();
    }
  });

  it('resolves to one position each, and that does not change with what comes later', async () => {
    await recordBy([10, 60, 20, 30, 70]);
    const [first, second, , fourth, fifth] = await record.open().readAll(START, 100);
    const expected: [number, bigint][] = [
      [9, START],
      [10, first!.position],
      [59, first!.position],
      [60, fourth!.position],
      [69, fourth!.position],
      [70, fifth!.position],
    ];
    for (const [seconds, position] of expected) expect(await record.open().positionAt(at(seconds))).toBe(position);
    // The clock falls below all of it.
    await recordBy([1, 2], 6);
    for (const [seconds, position] of expected.slice(0, 5))
      expect(await record.open().positionAt(at(seconds))).toBe(position);
    expect(second!.recordedAt).toBe(at(60));
  });

  describe('in a long record', () => {
    const COUNT = 5_500;

    beforeEach(async () => {
      const store = record.open();
      const stream = 'deal-crm:long';
      let tick = 0;
      // Falls behind by ten seconds once in a thousand events.
      record.server.log.nowMs = () => NOON_MS + ++tick * 1000 - (tick % 1_000 < 10 ? 10_000 : 0);
      for (let n = 1; n <= COUNT; n += 500) await store.append([fact(stream, ...testEvents(stream, n, n + 499))]);
    });

    const milestones = (): number => record.server.log.stream(TIMELINE).length;

    it('is found by milestones that whoever reads leaves behind, so that nobody looks at all of it again', async () => {
      const reader = record.open();
      const whole: RecordedEvent[] = [];
      for (let page = await reader.readAll(START, 500); page.length > 0;) {
        whole.push(...page);
        page = await reader.readAll(page.at(-1)!.position, 500);
      }
      await reader.close();
      expect(times(whole)).toEqual([...times(whole)].sort());
      expect(milestones()).toBeGreaterThanOrEqual(4);

      const late = record.open();
      const reads = record.server.counts.allReads;
      const event = whole[5_200]!;
      expect(await late.readAll(whole[5_199]!.position, 1)).toEqual([event]);
      // The page itself, and at most two more from the last milestone on.
      expect(record.server.counts.allReads - reads).toBeLessThanOrEqual(3);
      for (const index of [0, 1_000, 1_004, 2_345, 4_999, COUNT - 1]) {
        const { recordedAt } = whole[index]!;
        const last = whole.findLast((one) => one.recordedAt <= recordedAt)!;
        expect(await record.open().positionAt(recordedAt)).toBe(last.position);
      }
    });

    it('is found without them too, and by many at once, who set each milestone once', async () => {
      const readers = [record.open(), record.open(), record.open()];
      const pages = await Promise.all(readers.map((reader) => reader.readStream('deal-crm:long', 5_000)));
      expect(pages[1]).toEqual(pages[0]);
      expect(pages[2]).toEqual(pages[0]);
      await Promise.all(readers.map((reader) => reader.close()));
      const commits = record.server.log
        .stream(TIMELINE)
        .map(({ data }) => BigInt((JSON.parse(Buffer.from(data).toString()) as { commit: string }).commit));
      expect(commits.length).toBeGreaterThan(0);
      expect(commits).toEqual([...new Set(commits)].sort((a, b) => (a < b ? -1 : 1)));
    });
  });
});
