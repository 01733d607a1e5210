import fc from 'fast-check';
import { RepeatCounter } from './repeat-counter';

describe('a repeat counter', () => {
  it('counts like a map does, through all its growing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 500 }), (texts) => {
        const counter = new RepeatCounter();
        const counted = new Map<string, number>();
        for (const text of texts) {
          counted.set(text, (counted.get(text) ?? 0) + 1);
          expect(counter.count(text)).toBe(counted.get(text));
        }
      }),
    );
  });

  it('tells apart two hundred thousand texts that differ little', () => {
    const counter = new RepeatCounter();
    let repeats = 0;
    for (let n = 0; n < 200_000; n++) if (counter.count(`case ${n}|A_SUBMITTED|COMPLETE|2011-10-01`) > 1) repeats++;
    expect(repeats).toBe(0);
  });
});
