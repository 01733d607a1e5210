import { type EventStore } from '@gemba/event-sourcing';
import { AS_OF, aRecord, contents, bedOfEachTest, prepared } from './testing/test-projection';
import { reference, type StoryEvent, told } from './testing/sales-story';

const record = async (store: EventStore, events: readonly StoryEvent[]): Promise<void> => {
  await store.append(events.map(({ stream, event }) => ({ stream, expected: 'any' as const, events: [event] })));
};

describe('a projection', () => {
  const bed = bedOfEachTest();

  it('computes the tables of what was recorded', async () => {
    const store = aRecord();
    await record(store, [
      ...reference(),
      told('deal', 'crm:1', 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale', segment: 'small' }),
      told('deal', 'crm:1', 'StepEntered', '2026-03-02T09:00:00Z', { stepKey: 'approach' }),
      told('deal', 'crm:1', 'StepEntered', '2026-03-04T09:00:00Z', { stepKey: 'offer' }),
      told('deal', 'crm:1', 'DealWon', '2026-03-05T09:00:00Z'),
    ]);
    const projection = await prepared(bed.pool);
    await projection.catchUp(store, (await store.head()).position, AS_OF);
    const { rows } = await bed.pool.query('select deal_id, outcome, visits, version from projection.deal_state');
    expect(rows).toEqual([{ deal_id: 'crm:1', outcome: 'won', visits: 2, version: 1 }]);
    expect((await contents(bed.pool))['stage_visit']).toHaveLength(2);
    const position = await bed.pool.query('select distinct state, position from bi_v1.projection_position');
    expect(position.rows).toEqual([{ state: 'fresh', position: 10 }]);
  });
});
