import { type Fault } from '@gemba/platform';
import { encodePageKey } from './page-key';
import { readAsk } from './read-ask';
import { type Given } from './read-conditions';
import { type TableAsk } from './table-ask';
import { STAYS } from './testing/stays';

const ask = (given: Given, accept?: string): TableAsk => {
  const read = readAsk(STAYS, given, accept);
  if (!('order' in read)) throw new Error(JSON.stringify(read));
  return read;
};
const faults = (given: Given): readonly Fault[] => {
  const read = readAsk(STAYS, given);
  return 'order' in read ? [] : read;
};
const conditions = (given: Given) =>
  ask(given).conditions.map(({ filter: { name, columns, compare }, values }) => [name, compare, columns, values]);

describe('a question that is asked of a table', () => {
  it('asks for the first page of everything, in the default order, unless it says otherwise', () =>
    expect(ask({})).toMatchObject({
      asOf: null,
      conditions: [],
      orderName: 'default',
      order: [{ name: 'stay_id' }, { name: 'place' }],
      after: null,
      limit: 100,
      format: 'json',
    }));

  it('reads each parameter as its column’s type', () =>
    expect(
      conditions({
        place: '3',
        open: 'true',
        seenFrom: '2026-03-01T10:00:00 02:00',
        seenBefore: '2026-04-01T00:00:00Z',
        dayFrom: '2026-03-01',
        scored: 'false',
      }),
    ).toEqual([
      ['place', 'equals', ['place'], [3]],
      ['scored', 'present', ['score'], [false]],
      ['open', 'equals', ['is_open'], [true]],
      ['seenFrom', 'from', ['seen_at'], ['2026-03-01T08:00:00.000000Z']],
      ['seenBefore', 'before', ['seen_at'], ['2026-04-01T00:00:00.000000Z']],
      ['dayFrom', 'from', ['day'], ['2026-03-01']],
    ]));

  it('lets several values of one filter through', () =>
    expect(conditions({ party: ['desk', 'plant'] })).toEqual([
      ['party', 'equals', ['from_party', 'to_party'], ['desk', 'plant']],
    ]));

  it('asks for rows of which something is unknown, beside values or alone', () => {
    const asked = (given: Given) =>
      ask(given).conditions.map(({ filter: { name }, values, orUnknown }) => [name, values, orUnknown]);
    expect(asked({ kind: 'small', unknown: 'kind' })).toEqual([['kind', ['small'], true]]);
    expect(asked({ place: '1', unknown: ['kind', 'day'] })).toEqual([
      ['place', [1], false],
      ['kind', [], true],
      ['dayFrom', [], true],
    ]);
    expect(asked({ dayBefore: '2026-03-01', unknown: 'day' })).toEqual([['dayBefore', ['2026-03-01'], true]]);
    expect(faults({ unknown: 'place' })).toEqual([
      { field: 'unknown', fault: 'unknown is "place", none of kind, party, large, deal, seen, day' },
    ]);
    expect(faults({ unknown: 'day', asOf: '2026-03-01T00:00:00Z' })).toEqual([
      { field: 'unknown', fault: 'unknown cannot be asked together with asOf; leave one of them out' },
    ]);
  });

  it('gives more rows at once in CSV', () => {
    expect(ask({ format: 'csv' }).limit).toBe(10_000);
    expect(ask({}, 'text/csv')).toMatchObject({ format: 'csv', limit: 10_000 });
    expect(ask({ limit: '5000' }, 'text/csv').limit).toBe(5_000);
    expect(ask({ format: 'json' }, 'text/csv')).toMatchObject({ format: 'json', limit: 100 });
  });

  it('ends every order with the columns that name a row', () => {
    expect(ask({ order: 'best' }).order.map(({ name, falling }) => [name, falling])).toEqual([
      ['score', true],
      ['kind', false],
      ['stay_id', false],
      ['place', false],
    ]);
    expect(ask({ order: 'placed' }).order.map(({ name }) => name)).toEqual(['place', 'stay_id']);
  });

  it('takes a place that a page of the same order named', () => {
    expect(ask({ after: encodePageKey('default', ['a', 1]) }).after).toEqual(['a', 1]);
    expect(faults({ order: 'latest', after: encodePageKey('default', ['a', 1]) })).toMatchObject([{ field: 'after' }]);
  });

  it('asks the rows as of an instant for what they know alone', () => {
    expect(ask({ asOf: '2026-03-01T00:00:00Z', kind: 'gone' }).asOf).toBe('2026-03-01T00:00:00.000000Z');
    expect(faults({ asOf: '2026-03-01T00:00:00Z', open: 'true' })).toEqual([
      { field: 'open', fault: 'open cannot be asked together with asOf; leave one of them out' },
    ]);
    expect(faults({ kind: 'gone' })).toEqual([{ field: 'kind', fault: 'kind is "gone", none of large, small' }]);
  });

  it.each<[Given, string, RegExp]>([
    [{ colour: 'red' }, 'colour', /no parameter of this question, which takes stay, place, .*, asOf$/],
    [{ limit: '0' }, 'limit', /no whole number from 1 to 1000/],
    [{ limit: '1001' }, 'limit', /no whole number from 1 to 1000/],
    [{ limit: '10001', format: 'csv' }, 'limit', /no whole number from 1 to 10000/],
    [{ limit: ['1', '2'] }, 'limit', /given several times/],
    [{ format: 'xlsx' }, 'format', /none of json, csv/],
    [{ order: 'random' }, 'order', /none of default, latest, best, earliest, placed/],
    [{ after: 'nonsense' }, 'after', /no place in the order default/],
    [{ kind: ['large', 'huge'] }, 'kind', /"huge", none of large, small/],
    [{ stay: '' }, 'stay', /not text of 1 to 512 characters/],
    [{ stay: 'a\0' }, 'stay', /not text of 1 to 512 characters/],
    [{ stay: Array.from({ length: 101 }, () => 'a') }, 'stay', /at most 100 times/],
    [{ place: '1.5' }, 'place', /not a whole number/],
    [{ place: '3000000000' }, 'place', /not a whole number/],
    [{ open: 'yes' }, 'open', /not true or false/],
    [{ seenFrom: '2026-03-01' }, 'seenFrom', /no.* an instant with an offset/],
    [{ seenFrom: ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'] }, 'seenFrom', /give it once/],
    [{ dayBefore: '2026-02-30' }, 'dayBefore', /not a date/],
    [{ dayBefore: '0000-01-01' }, 'dayBefore', /not a date/],
    [{ asOf: 'yesterday' }, 'asOf', /no.* an instant with an offset/],
  ])('refuses %j: the fault names %s', (given, field, fault) =>
    expect(faults(given)).toEqual([{ field, fault: expect.stringMatching(fault) as string }]),
  );

  it('tells all faults at once', () =>
    expect(faults({ colour: 'red', limit: 'x', kind: 'huge' }).map(({ field }) => field)).toEqual([
      'colour',
      'limit',
      'kind',
    ]));
});
