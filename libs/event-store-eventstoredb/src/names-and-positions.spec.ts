import { placeOf, positionOf } from './positions';
import { RecordNames } from './record-names';

describe('names on the server', () => {
  const names = new RecordNames('gemba');

  it('begin with the record, and keep the family in front of the first hyphen', () => {
    expect(names.onServer('deal-crm:1')).toBe('gemba.deal-crm:1');
    expect(names.inRecord('gemba.deal-crm:1')).toBe('deal-crm:1');
  });

  it('of what stands beside the record do not begin like its streams', () => {
    for (const name of [names.incarnation, names.timeline]) expect(name.startsWith(names.prefix)).toBe(false);
  });

  it.each(['', 'Gemba', 'gemba.eu', 'gemba!', '$gemba', '1st'])('do not begin with %j', (record) => {
    expect(() => new RecordNames(record)).toThrow(/lower-case letters/);
  });
});

describe('a position', () => {
  it('is that of a record of the log, behind its event', () => {
    expect(placeOf(positionOf(4_711n))).toEqual({ commit: 4_711n, isSeen: true });
  });

  it('below that of an event is the place before it', () => {
    expect(placeOf(positionOf(4_711n) - 1n)).toEqual({ commit: 4_711n, isSeen: false });
  });

  it('stands behind the start even for the first byte of the log', () => {
    expect(positionOf(0n)).toBeGreaterThan(0n);
    expect(placeOf(0n)).toEqual({ commit: 0n, isSeen: false });
  });
});
