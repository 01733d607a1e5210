import { type HistoryEvent } from '@gemba/read-models';
import { type TouchedStream } from '../feed/touched-streams';
import { told } from '../testing/sales-story';
import { RecentHistories } from './recent-histories';

const [first, second] = ['DealOpened', 'DealWon'].map((type) => {
  const { stream, event } = told('deal', 'crm:1', type as 'DealWon', '2026-03-02T09:00:00Z');
  return { ...event, stream, version: 0, position: 1n, recordedAt: '2026-05-01T00:00:00.000000Z' };
});
const NAME = 'deal-crm:1';
const page = (isNew: boolean, ...events: TouchedStream['events']): TouchedStream[] => [
  { key: 1n, name: NAME, isNew, isReference: false, events },
];

describe('recent histories', () => {
  it('hold a stream from its first event on, once it is committed', () => {
    const recent = new RecentHistories();
    recent.committing(page(true, first!));
    expect(recent.get(NAME, recent.tenure)).toBeUndefined();
    recent.committed(page(true, first!));
    recent.committing(page(false, second!));
    // Whether the page is visible to others already, nobody knows before the commit has answered.
    expect(recent.get(NAME, recent.tenure)).toBeUndefined();
    recent.committed(page(false, second!));
    expect(recent.get(NAME, recent.tenure)).toEqual([first, second]);
  });

  it('know nothing of a stream whose beginning they did not see', () => {
    const recent = new RecentHistories();
    recent.committing(page(false, second!));
    recent.committed(page(false, second!));
    expect(recent.get(NAME, recent.tenure)).toBeUndefined();
  });

  it('forget everything when nobody knows what became of a page', () => {
    const recent = new RecentHistories();
    recent.committing(page(true, first!));
    recent.committed(page(true, first!));
    recent.committing(page(false, second!));
    recent.failed();
    expect(recent.get(NAME, recent.tenure)).toBeUndefined();
  });

  it('count for nothing once somebody else has fed a page', () => {
    const recent = new RecentHistories();
    recent.committing(page(true, first!));
    recent.committed(page(true, first!));
    expect(recent.get(NAME, 'somebody else')).toBeUndefined();
    expect(recent.get(NAME, null)).toBeUndefined();
  });

  it('begin with nothing in each tenure, and void what was being read as it began', () => {
    const recent = new RecentHistories();
    recent.committing(page(true, first!));
    recent.committed(page(true, first!));
    const [before, token] = [recent.tenure, recent.beginRead()];
    recent.begin();
    expect(recent.tenure).not.toBe(before);
    recent.offer(token, NAME, [first!]);
    expect(recent.get(NAME, recent.tenure)).toBeUndefined();
    recent.offer(recent.beginRead(), NAME, [first!]);
    expect(recent.get(NAME, recent.tenure)).toEqual([first]);
  });

  describe('keep what was read from the database', () => {
    const read: HistoryEvent[] = [first!];

    it('when no page touched the stream meanwhile', () => {
      const recent = new RecentHistories();
      const token = recent.beginRead();
      recent.offer(token, NAME, read);
      expect(recent.get(NAME, recent.tenure)).toEqual(read);
    });

    it('never when a page was under way as the reading began', () => {
      const recent = new RecentHistories();
      recent.committing(page(false, second!));
      const token = recent.beginRead();
      recent.committed(page(false, second!));
      recent.offer(token, NAME, read);
      expect(recent.get(NAME, recent.tenure)).toBeUndefined();
    });

    it('never when a page came while it was read, however long ago', () => {
      const recent = new RecentHistories();
      const token = recent.beginRead();
      for (let pages = 0; pages < 100; pages++) {
        recent.committing(pages === 0 ? page(false, second!) : []);
        recent.committed([]);
      }
      recent.offer(token, NAME, read);
      expect(recent.get(NAME, recent.tenure)).toBeUndefined();
    });
  });
});
