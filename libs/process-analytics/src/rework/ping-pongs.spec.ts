import fc from 'fast-check';
import { describeWithData, readPlainCsv } from '../testing';
import { pingPongs } from './ping-pongs';

const places = (text: string): number[] => pingPongs([...text].map((actor) => (actor === '?' ? null : actor)));

describe('pingPongs', () => {
  it('finds work that came back, overlapping', () => {
    expect(places('ABA')).toEqual([2]);
    expect(places('ABAB')).toEqual([2, 3]);
    expect(places('ABCA')).toEqual([]);
  });

  it('takes work of one actor in a row as one', () => {
    expect(places('AABBBAA')).toEqual([5]);
    expect(places('AAA')).toEqual([]);
  });

  it.each(['A?A', '?B?', 'A??A', 'AB?A', '?A?A?'])(
    'never lets an unknown actor come back or lie between: %s',
    (text) => {
      expect(places(text)).toEqual([]);
    },
  );

  it('takes two stretches of one actor around an unknown one apart', () => {
    expect(places('BA?AB')).toEqual([]);
    expect(places('A?BAB')).toEqual([4]);
  });

  it('knows nothing of none, one or two', () => {
    expect([places(''), places('A'), places('AB')]).toEqual([[], [], []]);
  });

  it('finds the same for any names', () => {
    const actors = fc.array(fc.constantFrom('A', 'B', 'C', null), { maxLength: 20 });
    fc.assert(
      fc.property(actors, (some) => {
        expect(pingPongs(some.map((actor) => (actor === null ? null : `person ${actor}`)))).toEqual(pingPongs(some));
      }),
    );
  });
});

describeWithData('handoffs/ping_pong_case.csv', 'pingPongs on logs with known handoffs', () => {
  const resourcesOfCases = (log: string): string[][] => {
    const cases = new Map<string, { at: number; resource: string }[]>();
    for (const row of readPlainCsv(`handoffs/${log}.csv`)) {
      const id = row['case_id'] ?? row['case:concept:name']!;
      const at = Date.parse((row['start_time'] ?? row['start_timestamp'])!);
      const work = cases.get(id) ?? [];
      work.push({ at, resource: (row['Resource'] ?? row['org:resource'])! });
      cases.set(id, work);
    }
    return [...cases.values()].map((work) => work.sort((a, b) => a.at - b.at).map(({ resource }) => resource));
  };

  it.each([
    ['ping_pong_case', 2, 1],
    ['two_ping_pongs_case', 4, 1],
    ['double_ping_pong_case', 4, 1],
    ['handoff-test', 24, 24],
    ['manual_log_1', 0, 0],
    ['manual_log_2', 1, 1],
    ['manual_log_3', 0, 0],
    ['manual_log_4', 0, 0],
    ['manual_log_5', 0, 0],
  ])('finds in %s %i of them, in %i cases', (log, occurrences, inCases) => {
    const counts = resourcesOfCases(log).map((resources) => pingPongs(resources).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(occurrences);
    expect(counts.filter((count) => count > 0)).toHaveLength(inCases);
  });
});
