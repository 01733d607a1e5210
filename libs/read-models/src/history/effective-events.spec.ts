import fc from 'fast-check';
import { correction, deal, instant } from '../testing';
import { effectiveEvents } from './effective-events';

const tell = deal('crm:1');
const opened = tell('DealOpened', '2026-03-02 09:00', { segment: 'smal' });
const entered = tell('StepEntered', '2026-03-03 09:00', { stepKey: 'approach' });
const typesAndTimes = (events: Parameters<typeof effectiveEvents>[0]) =>
  effectiveEvents(events).map(({ type, metadata }) => [type, metadata.occurredAt]);

describe('effectiveEvents', () => {
  it('puts events in the order they happened, whatever order they came in', () => {
    expect(effectiveEvents([entered, opened])).toEqual([opened, entered]);
  });

  it('lets a correction say what should have been said, under the id of what it corrects', () => {
    const mended = correction(opened, 2, { type: 'DealOpened', data: { dealId: 'crm:1', segment: 'small' } });
    expect(effectiveEvents([opened, entered, mended])).toEqual([
      { ...opened, data: { dealId: 'crm:1', segment: 'small' } },
      entered,
    ]);
  });

  it('takes away what never happened', () => {
    expect(effectiveEvents([correction(entered, 2, null), opened, entered])).toEqual([opened]);
  });

  it('moves an event to the time that a correction gives, and no longer calls that time vague', () => {
    const vague = tell('DealWon', '2026-03-01 00:00', {}, { precision: 'unknown' });
    const mended = correction(vague, 2, { type: 'DealWon', data: {}, occurredAt: '2026-03-05T10:00:00+02:00' });
    const [, won] = effectiveEvents([vague, mended, entered]);
    expect(won!.metadata).toMatchObject({ occurredAt: instant('2026-03-05 08:00') });
    expect(won!.metadata.timePrecision).toBeUndefined();
  });

  it('keeps the time where a correction gives one that is none', () => {
    const odd = correction(entered, 2, { type: 'StepEntered', data: {}, occurredAt: 'last Tuesday' });
    expect(typesAndTimes([entered, odd])).toEqual([['StepEntered', instant('2026-03-03 09:00')]]);
  });

  it('lets the highest mapping version hold, wherever it stands', () => {
    const [first, second] = [1, 2].map((version) =>
      correction(opened, version, { type: 'DealOpened', data: { dealId: 'crm:1', segment: `of ${version}` } }),
    );
    expect(effectiveEvents([second!, opened, first!])[0]!.data).toMatchObject({ segment: 'of 2' });
    expect(effectiveEvents([first!, second!, opened])[0]!.data).toMatchObject({ segment: 'of 2' });
  });

  it('of two corrections by one mapping version lets the greater id hold', () => {
    const two = ['a', 'b'].map((segment) => correction(opened, 2, { type: 'DealOpened', data: { segment } }));
    const holding = two[0]!.eventId > two[1]!.eventId ? 'a' : 'b';
    expect(effectiveEvents([...two, opened])[0]!.data).toEqual({ segment: holding });
    expect(effectiveEvents([opened, ...two.reverse()])[0]!.data).toEqual({ segment: holding });
  });

  it('does nothing with a correction of an event that is not there, or stands in another stream', () => {
    const elsewhere = { ...correction(opened, 2, null), stream: 'deal-crm:2' };
    expect(effectiveEvents([correction(entered, 2, null), elsewhere, opened])).toEqual([opened]);
  });

  it('counts an event that stands in two streams once, and from the stream where it still holds', () => {
    const copy = { ...entered, stream: 'deal-crm:2' };
    expect(effectiveEvents([copy, entered])).toEqual([entered]);
    expect(effectiveEvents([copy, entered, correction(entered, 2, null)])).toEqual([copy]);
  });

  it('gives the same for any order and any repetition', () => {
    const told = [opened, entered, tell('DealWon', '2026-03-03 09:00', {}), tell('DealLost', '2026-03-03 09:00', {})];
    const all = [
      ...told,
      correction(opened, 2, null),
      correction(opened, 3, { type: 'DealOpened', data: { dealId: 'crm:1' } }),
      correction(entered, 2, { type: 'StepEntered', data: { stepKey: 'offer' }, occurredAt: '2026-04-01T00:00:00Z' }),
      { ...entered, stream: 'deal-crm:2' },
    ];
    const expected = effectiveEvents(all);
    const shuffledWithRepeats = fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all))
      .map(([once, again]) => [...once, ...again]);
    fc.assert(fc.property(shuffledWithRepeats, (events) => expect(effectiveEvents(events)).toEqual(expected)));
  });
});
