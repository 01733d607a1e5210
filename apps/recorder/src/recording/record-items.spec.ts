import { identify, InMemoryEventStore } from '@gemba/event-sourcing';
import type { TranslatedItem } from '@gemba/intake';
import { answerOf } from '../events/event-answer';
import { recordItems } from './record-items';

const aStore = () => new InMemoryEventStore(() => '2026-01-06T00:00:00.000000Z');

const dealWon = (index: number, data: object): TranslatedItem => {
  const event = identify(
    { type: 'DealWon', data: { dealId: 'crm:1', ...data } },
    {
      schemaVersion: 1,
      occurredAt: '2026-01-05T08:00:00.000000Z',
      source: 'crm',
      sourceEventId: 'e1',
    },
  );
  return { kind: 'facts', place: { index }, writes: [{ stream: 'deal-crm:1', expected: 'any', events: [event] }] };
};

const answersTo = async (store: InMemoryEventStore, ...items: TranslatedItem[]) =>
  (await recordItems(store, items)).map((outcome) => answerOf({ outcome }));

describe('recording what translators yield', () => {
  it('records a fact once and says so of each delivery', async () => {
    const store = aStore();
    const answers = await answersTo(store, dealWon(0, {}), dealWon(1, {}));
    expect(answers).toEqual([
      { index: 0, outcome: 'recorded', eventId: expect.any(String) as string },
      { index: 1, outcome: 'duplicate', eventId: answers[0]!.eventId },
    ]);
    expect(await store.readStream('deal-crm:1')).toHaveLength(1);
  });

  it('keeps members that the type does not know, and names them to whoever sent them', async () => {
    const store = aStore();
    expect(await answersTo(store, dealWon(0, { amoutMinor: 5 }))).toMatchObject([
      { outcome: 'recorded', unknownMembers: ['amoutMinor'] },
    ]);
    expect((await store.readStream('deal-crm:1'))[0]?.data).toEqual({ dealId: 'crm:1', amoutMinor: 5 });
  });

  it('sets other content under a known id aside, with the reason', async () => {
    const store = aStore();
    await recordItems(store, [dealWon(0, {})]);
    expect(await answersTo(store, dealWon(0, { amountMinor: 5 }))).toMatchObject([
      { index: 0, outcome: 'quarantined', code: 'id-reused', field: 'id' },
    ]);
    expect(await store.readStream('deal-crm:1')).toHaveLength(1);
  });
});
