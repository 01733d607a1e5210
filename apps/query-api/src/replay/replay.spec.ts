import {
  type Event,
  identify,
  InMemoryEventStore,
  instantOfMicros,
  type JsonObject,
  microsOfInstant,
  type RecordedEvent,
} from '@gemba/event-sourcing';
import { replay, type ReplayInput } from './replay';
import { type ReplayAnswer } from './replay.dto';

/** A store whose clock goes one hour on with each append, from midnight of 1 September 2026. */
const hourlyStore = (): InMemoryEventStore => {
  let now = microsOfInstant('2026-09-01T00:00:00.000000Z');
  return new InMemoryEventStore(() => instantOfMicros((now += 3_600_000_000)));
};

const at = (time: string): string => `2026-08-${time}:00.000000Z`;

interface Told {
  readonly stream: string;
  readonly type: string;
  readonly at: string;
  readonly data: JsonObject;
}

const eventOf = ({ stream, type, at: time, data }: Told) =>
  identify<Event>(
    { type, data },
    {
      schemaVersion: 1,
      occurredAt: at(time),
      source: 'crm',
      sourceEventId: `${stream} ${type} ${time}`,
      actorId: 'crm:ann',
    },
  );

/** Records each event on its own, so that each has its own recordedAt. */
const record = async (told: readonly Told[]): Promise<Map<string, RecordedEvent[]>> => {
  const store = hourlyStore();
  for (const one of told) await store.append([{ stream: one.stream, expected: 'any', events: [eventOf(one)] }]);
  const streams = new Map<string, RecordedEvent[]>();
  for (const { stream } of told) streams.set(stream, await store.readStream(stream));
  return streams;
};

const ask = (
  candidates: Map<string, RecordedEvent[]>,
  asked: Partial<ReplayInput> = {},
): Promise<ReplayAnswer | null> =>
  replay({
    ...{
      dealId: 'crm:1',
      candidates,
      reference: [],
      upTo: 1_000n,
      linkedUpTo: 900n,
      asOf: null,
      asAt: null,
      after: 0,
      limit: 100,
    },
    ...asked,
  });

const deal = (type: string, time: string, data: JsonObject = {}): Told => ({
  ...{ stream: 'deal-crm:1', type, at: time },
  data: { dealId: 'crm:1', ...data },
});

const OPENED = deal('DealOpened', '03T09:00', { amountMinor: 500, currency: 'EUR' });
const TO_OFFER = deal('StepEntered', '05T09:00', { stepKey: 'offer' });
const TO_APPROACH = deal('StepEntered', '03T10:00', { stepKey: 'approach' });
const WON = deal('DealWon', '09T09:00');

const told = (answer: ReplayAnswer | null) =>
  answer?.entries.map(({ kind, type, standing }) => [kind, type, standing.stepKey, standing.outcome]);

describe('replay', () => {
  it('shows every event in the order it happened, with where the deal stood then', async () => {
    const answer = await ask(await record([OPENED, TO_OFFER, TO_APPROACH, WON]));
    expect(told(answer)).toEqual([
      ['happened', 'DealOpened', null, 'open'],
      ['happened', 'StepEntered', 'approach', 'open'],
      ['happened', 'StepEntered', 'offer', 'open'],
      ['happened', 'DealWon', 'offer', 'won'],
    ]);
  });

  it('says who, when it happened, and when it was recorded', async () => {
    const answer = await ask(await record([OPENED, TO_OFFER, TO_APPROACH]));
    expect(answer?.entries[1]).toMatchObject({
      actorId: 'crm:ann',
      occurredAt: at('03T10:00'),
      recordedAt: '2026-09-01T03:00:00.000000Z',
      position: '3',
      stream: 'deal-crm:1',
      version: 2,
    });
  });

  it('tells all that the envelope said, and up to where it is known what belongs to the deal', async () => {
    const store = hourlyStore();
    const { data, type, metadata } = eventOf(OPENED);
    const extensions = { traceparent: '00-1' };
    const envelope = { ...metadata, sourceSequence: '7', correlationId: 'c', causationId: 'd', extensions };
    const events = [identify<Event>({ type, data }, envelope)];
    await store.append([{ stream: OPENED.stream, expected: 'any', events }]);
    const answer = await ask(new Map([[OPENED.stream, await store.readStream(OPENED.stream)]]));
    const said = { sourceSequence: '7', correlationId: 'c', causationId: 'd', extensions };
    expect(answer?.entries[0]).toMatchObject(said);
    expect(answer?.asOf).toEqual({ recordedAt: null, position: '1000', linkedUpTo: '900' });
  });

  it('leaves out, as of a position, what was recorded behind it, however early it happened', async () => {
    const answer = await ask(await record([OPENED, TO_OFFER, TO_APPROACH]), { upTo: 2n });
    expect(told(answer)).toEqual([
      ['happened', 'DealOpened', null, 'open'],
      ['happened', 'StepEntered', 'offer', 'open'],
    ]);
  });

  it('leaves out, as at an instant, what happened later, however early it was recorded', async () => {
    const answer = await ask(await record([WON, OPENED, TO_APPROACH]), { asAt: at('04T00:00') });
    expect(told(answer)).toEqual([
      ['happened', 'DealOpened', null, 'open'],
      ['happened', 'StepEntered', 'approach', 'open'],
    ]);
  });

  describe('with a correction', () => {
    const corrects = (replacement: JsonObject | null): Told =>
      deal('DealEventCorrected', '07T09:00', {
        correctsEventId: eventOf(TO_OFFER).eventId,
        mappingVersion: 1,
        replacement,
        reason: 'mapped wrongly',
      });
    const mended = corrects({ type: 'StepEntered', data: { dealId: 'crm:1', stepKey: 'presentation' } });

    it('shows what holds, marked as corrected, and the correction in its own place', async () => {
      const answer = await ask(await record([OPENED, TO_OFFER, mended]));
      expect(told(answer)).toEqual([
        ['happened', 'DealOpened', null, 'open'],
        ['corrected', 'StepEntered', 'presentation', 'open'],
        ['correction', 'DealEventCorrected', 'presentation', 'open'],
      ]);
      expect(answer?.entries[1]?.correctedBy).toBe(eventOf(mended).eventId);
    });

    it('shows beside what holds what its source had said, which stays in the record', async () => {
      const later = corrects({ type: 'DealNoDecision', data: { dealId: 'crm:1' }, occurredAt: at('08T09:00') });
      const answer = await ask(await record([OPENED, TO_OFFER, later]));
      expect(answer?.entries.map(({ type, occurredAt, recordedAs }) => [type, occurredAt, recordedAs])).toEqual([
        ['DealOpened', at('03T09:00'), null],
        ['DealEventCorrected', at('07T09:00'), null],
        [
          'DealNoDecision',
          at('08T09:00'),
          { type: 'StepEntered', data: { dealId: 'crm:1', stepKey: 'offer' }, occurredAt: at('05T09:00') },
        ],
      ]);
    });

    it('shows what was believed before the correction was recorded', async () => {
      const answer = await ask(await record([OPENED, TO_OFFER, mended]), { upTo: 2n });
      expect(told(answer)?.at(-1)).toEqual(['happened', 'StepEntered', 'offer', 'open']);
    });

    it('shows an event that never happened as withdrawn, without effect', async () => {
      const answer = await ask(await record([OPENED, TO_OFFER, corrects(null)]));
      expect(told(answer)?.[1]).toEqual(['withdrawn', 'StepEntered', null, 'open']);
    });
  });

  describe('with a deal that was merged into another', () => {
    const other: Told = { stream: 'deal-crm:2', type: 'DealOpened', at: '04T09:00', data: { dealId: 'crm:2' } };
    const merged: Told = {
      ...{ stream: 'deal-crm:2', type: 'DealsMerged', at: '06T09:00' },
      data: { dealId: 'crm:2', survivorId: 'crm:1' },
    };

    it('replays both under the one that goes on, whichever was asked for', async () => {
      const streams = await record([OPENED, other, merged]);
      for (const dealId of ['crm:1', 'crm:2']) {
        const answer = await ask(streams, { dealId });
        expect([answer?.dealId, answer?.events]).toEqual(['crm:1', 3]);
      }
    });

    it('replays each for itself as of the time before the merge was recorded', async () => {
      const streams = await record([OPENED, other, merged]);
      const answer = await ask(streams, { dealId: 'crm:2', upTo: 2n });
      expect([answer?.dealId, answer?.streams]).toEqual(['crm:2', ['deal-crm:2']]);
    });
  });

  it('leaves out a quote as of the time before its link to the deal was recorded', async () => {
    const accepted: Told = { stream: 'quote-cpq:7', type: 'QuoteAccepted', at: '06T09:00', data: { quoteId: 'cpq:7' } };
    const sent: Told = {
      ...{ stream: 'quote-cpq:7', type: 'QuoteSent', at: '05T09:00' },
      data: { quoteId: 'cpq:7', dealId: 'crm:1' },
    };
    const streams = await record([OPENED, accepted, sent]);
    expect((await ask(streams, { upTo: 2n }))?.streams).toEqual(['deal-crm:1']);
    expect((await ask(streams))?.streams).toEqual(['deal-crm:1', 'quote-cpq:7']);
  });

  it('goes page by page and gives the same entries as the whole', async () => {
    const streams = await record([OPENED, TO_APPROACH, TO_OFFER, WON]);
    const whole = await ask(streams);
    const first = await ask(streams, { limit: 3 });
    const second = await ask(streams, { limit: 3, after: first!.next! });
    expect([...first!.entries, ...second!.entries]).toEqual(whole!.entries);
    expect(second!.next).toBeNull();
  });

  it('is null for a deal of which nothing was recorded by then', async () => {
    expect(await ask(await record([OPENED]), { upTo: 0n })).toBeNull();
    expect(await ask(new Map([['deal-crm:9', []]]), { dealId: 'crm:9' })).toBeNull();
  });
});
