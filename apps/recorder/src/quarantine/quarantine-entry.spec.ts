import { type Poison, printableJson, quarantineIdOf } from './quarantine-entry';

const POISON: Poison = {
  source: 'crm',
  place: { line: 7, index: 3 },
  faults: [{ code: 'missing', message: 'time is missing. Send it.' }],
  mediaType: 'application/cloudevents+json',
  raw: '{"a":1}',
  headers: {},
};

describe('the identity of a quarantined piece', () => {
  it('is the same for the same bytes, as text or as bytes', () => {
    expect(quarantineIdOf({ ...POISON, raw: Buffer.from(POISON.raw) }, 'file')).toBe(quarantineIdOf(POISON, 'file'));
  });

  it('hangs on the place in a file, where equal rows are two', () => {
    expect(quarantineIdOf({ ...POISON, place: { line: 8, index: 4 } }, 'file')).not.toBe(
      quarantineIdOf(POISON, 'file'),
    );
  });

  it('does not hang on the place in a delivery, which is another one the next time', () => {
    const elsewhere = { ...POISON, place: { index: 0 } };
    expect(quarantineIdOf(elsewhere, 'delivery')).toBe(quarantineIdOf(POISON, 'delivery'));
  });

  it('tells sources and contents apart', () => {
    const ids = [POISON, { ...POISON, source: 'erp' }, { ...POISON, raw: '{"a":2}' }].map((poison) =>
      quarantineIdOf(poison, 'delivery'),
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('what people read of a quarantined piece', () => {
  it('holds nothing that PostgreSQL cannot', () => {
    expect(printableJson([{ message: 'a\0b \ud800 c' }])).toBe('[{"message":"a\uFFFDb \uFFFD c"}]');
  });
});
