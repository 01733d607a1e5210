import fc from 'fast-check';
import { classifyRepetitions } from './classify-repetitions';

/** `a:ann b:? a:bob` → classes, written `self_loop redo` or `-`. */
const classes = (text: string): string[] =>
  classifyRepetitions(
    text
      .split(' ')
      .filter((piece) => piece !== '')
      .map((piece) => piece.split(':') as [string, string])
      .map(([activity, actor]) => ({ activity, actor: actor === '?' ? null : actor })),
  ).map((found) => (found === null ? '-' : `${found.kind} ${found.by}`));

describe('classifyRepetitions', () => {
  it('tells self-loops from repetitions, and the same actor from another', () => {
    expect(classes('a:ann a:ann a:bob b:ann a:ann a:ann b:bob')).toEqual([
      '-',
      'self_loop repeat',
      'self_loop redo',
      '-',
      'repetition repeat',
      'self_loop repeat',
      'repetition redo',
    ]);
  });

  it('holds a repetition against the first time, whoever did it in between', () => {
    expect(classes('a:ann b:ann a:bob b:ann a:ann').at(-1)).toBe('repetition repeat');
    expect(classes('a:ann b:ann a:bob b:ann a:bob').at(-1)).toBe('repetition redo');
  });

  it('never takes an unknown actor for anybody, nor for another unknown one', () => {
    expect(classes('a:? a:? a:ann b:ann a:ann')).toEqual([
      '-',
      'self_loop unknown',
      'self_loop unknown',
      '-',
      'repetition unknown',
    ]);
  });

  it('knows nothing of no work, and nothing repeated in one piece', () => {
    expect(classes('')).toEqual([]);
    expect(classes('a:ann')).toEqual(['-']);
  });

  it('leaves each activity its first time and no other', () => {
    const piece = fc.record({
      activity: fc.constantFrom('a', 'b', 'c'),
      actor: fc.constantFrom('ann', 'bob', null),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (work) => {
        const firsts = classifyRepetitions(work).filter((found) => found === null).length;
        expect(firsts).toBe(new Set(work.map(({ activity }) => activity)).size);
      }),
    );
  });
});
