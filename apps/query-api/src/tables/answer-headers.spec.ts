import { type TableFreshness } from '../freshness/freshness.dto';
import { headersOf } from './answer-headers';
import { type TableAnswer } from './table-answer';

const fresh = (changes: Partial<TableFreshness>): TableFreshness => ({
  table: 'stay',
  state: 'fresh',
  position: 7,
  recordedAt: '2026-03-01T00:00:00.000000Z',
  asOf: null,
  lagEvents: 0,
  lagSeconds: 0,
  ...changes,
});
const answer = (changes: Partial<TableAnswer>): TableAnswer => ({
  columns: [],
  rows: [],
  n: 3,
  asOf: null,
  next: null,
  freshness: [fresh({})],
  ...changes,
});

describe('the headers of an answer', () => {
  it('say what it rests on', () =>
    expect(headersOf({}, answer({ asOf: '2026-02-28T23:00:00.000000Z' }))).toEqual({
      vary: 'accept',
      'gemba-n': '3',
      'gemba-as-of': '2026-02-28T23:00:00.000000Z',
      'gemba-position': '7',
      'gemba-recorded-at': '2026-03-01T00:00:00.000000Z',
      'gemba-state': 'fresh',
      'gemba-lag-events': '0',
      'gemba-lag-seconds': '0',
    }));

  it('say nothing of what nobody knows', () =>
    expect(headersOf({}, answer({ n: null, freshness: [] }))).toEqual({ vary: 'accept' }));

  it('speak of the table that is furthest behind', () =>
    expect(
      headersOf({}, answer({ freshness: [fresh({}), fresh({ position: 5, lagEvents: 2, state: 'stale' })] })),
    ).toMatchObject({ 'gemba-position': '5', 'gemba-lag-events': '2', 'gemba-state': 'stale' }));

  it('link to the next page of the same question', () => {
    const { link } = headersOf({ kind: ['a b', 'ü&c'], after: 'old', format: 'csv' }, answer({ next: 'k-1' }));
    expect(link).toBe('<?kind=a+b&kind=%C3%BC%26c&format=csv&after=k-1>; rel="next"');
    const url = new URL(/<(.*)>/.exec(link!)![1]!, 'http://host/before/v1/stays?kind=x');
    expect([url.pathname, url.searchParams.getAll('kind')]).toEqual(['/before/v1/stays', ['a b', 'ü&c']]);
  });
});
