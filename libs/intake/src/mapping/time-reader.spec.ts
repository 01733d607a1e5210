import fc from 'fast-check';
import { Refused } from '../envelope/fault-codes';
import { type TimeRule } from './mapping-file';
import { Problems } from './problems';
import { timeReaderOf } from './time-reader';

const reader = (rule: TimeRule) => {
  const problems = new Problems();
  const read = timeReaderOf(rule, problems);
  expect(problems.faults).toEqual([]);
  return (text: string): string => {
    try {
      const { instant, precision } = read(text, 'at');
      return precision === undefined ? instant : `${instant} ${precision}`;
    } catch (error) {
      if (error instanceof Refused) return error.faults[0]!.code;
      throw error;
    }
  };
};

describe('times with an offset', () => {
  it('are read by it, whatever zone the mapping states', () => {
    const read = reader({ zone: 'America/New_York' });
    expect(read('2011-10-01T00:38:44.546+02:00')).toBe('2011-09-30T22:38:44.546000Z');
    expect(read('2011-09-30 22:38:44Z')).toBe('2011-09-30T22:38:44.000000Z');
  });
});

describe('times without an offset', () => {
  it('are refused unless the mapping registers their zone', () => {
    expect(reader({})('2017-03-01 09:00:00')).toBe('time-without-zone');
    expect(reader({})('2017-03-01')).toBe('time-without-zone');
  });

  it('are read in the registered zone, in summer and in winter', () => {
    const read = reader({ zone: 'Europe/Amsterdam' });
    expect(read('2017-01-15 12:00:00')).toBe('2017-01-15T11:00:00.000000Z');
    expect(read('2017-07-15T12:00:00.123456789')).toBe('2017-07-15T10:00:00.123456Z');
    expect(read('2017-07-15 12:00')).toBe('2017-07-15T10:00:00.000000Z');
  });

  it('are refused where the clocks went forward over them', () => {
    const read = reader({ zone: 'Europe/Amsterdam' });
    expect(read('2017-03-26 01:59:59')).toBe('2017-03-26T00:59:59.000000Z');
    expect(read('2017-03-26 02:30:00')).toBe('time-in-gap');
    expect(read('2017-03-26 03:00:00')).toBe('2017-03-26T01:00:00.000000Z');
  });

  it('are refused where they happened twice, unless the mapping says which is meant', () => {
    const twice = '2017-10-29 02:30:00';
    expect(reader({ zone: 'Europe/Amsterdam' })(twice)).toBe('time-ambiguous');
    expect(reader({ zone: 'Europe/Amsterdam', ambiguous: 'earlier' })(twice)).toBe('2017-10-29T00:30:00.000000Z');
    expect(reader({ zone: 'Europe/Amsterdam', ambiguous: 'later' })(twice)).toBe('2017-10-29T01:30:00.000000Z');
  });

  it('know zones that shift by half an hour, and one that left out a day', () => {
    expect(reader({ zone: 'Australia/Lord_Howe' })('2017-04-02 01:45:00')).toBe('time-ambiguous');
    expect(reader({ zone: 'Pacific/Apia' })('2011-12-30 12:00:00')).toBe('time-in-gap');
    expect(reader({ zone: 'Pacific/Apia' })('2011-12-31 12:00:00')).toBe('2011-12-30T22:00:00.000000Z');
  });

  it('say the same instant in every zone that they were written down in', () => {
    const zones = [
      'Europe/Amsterdam',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'UTC',
    ];
    const readers = new Map(zones.map((zone) => [zone, reader({ zone })]));
    const second = fc.integer({ min: Date.UTC(1995, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
    fc.assert(
      fc.property(second, fc.constantFrom(...zones), (utcSeconds, zone) => {
        const utc = new Date(utcSeconds * 1000);
        // Sweden writes dates as ISO 8601 does.
        const local = utc.toLocaleString('sv-SE', { timeZone: zone });
        const expected = `${utc.toISOString().slice(0, 19)}.000000Z`;
        expect([expected, 'time-ambiguous']).toContain(readers.get(zone)!(local));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('dates', () => {
  it('are midnight in the zone, known to the day', () => {
    expect(reader({ zone: 'UTC' })('2017-03-11')).toBe('2017-03-11T00:00:00.000000Z day');
    expect(reader({ zone: 'Europe/Amsterdam' })('2017-03-11')).toBe('2017-03-10T23:00:00.000000Z day');
  });

  it('begin at the first instant of their day where midnight is left out or comes twice', () => {
    expect(reader({ zone: 'America/Sao_Paulo' })('2017-10-15')).toBe('2017-10-15T03:00:00.000000Z day');
    expect(reader({ zone: 'America/Havana' })('2017-11-05')).toBe('2017-11-05T04:00:00.000000Z day');
  });

  it.each(['2017-02-29', '2017-13-01', '2017-00-10', '11.03.2017', 'yesterday', '', '2017-03-11T25:00:00', '99999'])(
    'that are none are refused: %s',
    (text) => {
      expect(reader({ zone: 'UTC' })(text)).toBe('invalid');
    },
  );
});

describe('other formats', () => {
  it('are stated as a pattern', () => {
    const read = reader({ zone: 'Europe/Berlin', format: 'DD.MM.YYYY HH:mm' });
    expect(read('1.9.2026 14:05')).toBe('2026-09-01T12:05:00.000000Z');
    expect(read('31.9.2026 14:05')).toBe('invalid');
    expect(reader({ zone: 'UTC', format: 'MM/DD/YYYY' })('03/11/2017')).toBe('2017-03-11T00:00:00.000000Z day');
  });

  it('may count from 1970', () => {
    expect(reader({ format: 'unix-seconds' })('1488326400')).toBe('2017-03-01T00:00:00.000000Z');
    expect(reader({ format: 'unix-milliseconds' })('1488326400123')).toBe('2017-03-01T00:00:00.123000Z');
    expect(reader({ format: 'unix-milliseconds' })('99999999999999')).toBe('invalid');
    expect(reader({ format: 'unix-seconds' })('soon')).toBe('invalid');
  });

  it('are told when they make no sense', () => {
    const problems = new Problems();
    timeReaderOf({ zone: 'Atlantis', format: 'DD.MM.' }, problems);
    expect(problems.faults.map(({ field }) => field)).toEqual(['time.zone', 'time.format']);
  });
});
