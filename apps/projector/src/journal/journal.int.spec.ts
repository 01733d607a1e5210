import { type EventStore } from '@gemba/event-sourcing';
import { dealReadModels } from '@gemba/read-models';
import { type Projection } from '../projection';
import { rebuildTables } from '../rebuild/rebuild-tables';
import { mergeShadow, projectShadow } from '../rebuild/rebuild-from-record';
import { type ReadModelCatalogue } from '../schema/read-model-catalogue';
import { recordAll } from '../testing/record-all';
import { corrected, saleProcess, type StoryEvent, told } from '../testing/sales-story';
import { AS_OF, aRecord, catalogueAt, bedOfEachTest, prepared } from '../testing/test-projection';

/** One step leads to the next, in this order and no other. */
const process = saleProcess(['contact', 'survey', 'offer'], {
  leadingTo: { contact: 'survey', survey: 'offer' },
});
const enters = (stepKey: string, day: number): StoryEvent =>
  told('deal', 'crm:1', 'StepEntered', `2026-03-0${day}T09:00:00Z`, { stepKey });
const opened = told('deal', 'crm:1', 'DealOpened', '2026-03-01T09:00:00Z', { processId: 'sale' });
const hastily = [opened, enters('contact', 2), enters('offer', 4)];

/** The conclusion ids of analyses below; an analysis that finds something in every deal that is open. */
const OPEN_DEAL = '6e3f0c52-7d0a-5c1e-9a52-0b6f6a7b9d12';

describe('the journal of conclusions', () => {
  const bed = bedOfEachTest();
  let store: EventStore;
  beforeEach(async () => {
    store = aRecord();
    await recordAll(store, process);
  });

  const taking = async (projection: Projection, events: readonly StoryEvent[], asOf = AS_OF): Promise<void> => {
    await recordAll(store, events);
    await projection.catchUp(store, (await store.head()).position, asOf);
  };
  const entries = async (): Promise<unknown[]> => {
    const { rows } = await bed.pool.query(
      `select kind, subject, holds, is_last_word, position, conclusion ->> 'stepKey' as step from bi_v1.journal
       order by entry_id`,
    );
    return rows;
  };
  const shortcuts = async (): Promise<number> => {
    const { rows } = await bed.pool.query<{ n: number }>('select count(*)::integer as n from projection.shortcut');
    return rows[0]!.n;
  };
  const detected = { kind: 'ShortcutDetected', subject: 'crm:1', holds: true, step: 'survey' };

  it('says that a shortcut was found, once, with what was known then', async () => {
    const projection = await prepared(bed.pool);
    await taking(projection, hastily);
    expect(await entries()).toEqual([{ ...detected, is_last_word: true, position: 8 }]);
    await taking(projection, [told('deal', 'crm:1', 'EffortLogged', '2026-03-05T09:00:00Z', { hours: 1, kind: 'x' })]);
    expect(await entries()).toHaveLength(1);
  });

  it('takes it back when a late event explains it, and both entries stay', async () => {
    const projection = await prepared(bed.pool);
    await taking(projection, hastily);
    const late = enters('survey', 3);
    await taking(projection, [late]);
    expect(await shortcuts()).toBe(0);
    const both = [
      { ...detected, is_last_word: false, position: 8 },
      { ...detected, kind: 'ShortcutRetracted', holds: false, is_last_word: true, position: 9 },
    ];
    expect(await entries()).toEqual(both);
    await taking(projection, [corrected(late, 1, null)]);
    expect((await entries()).slice(2)).toEqual([{ ...detected, is_last_word: true, position: 10 }]);
    await expect(bed.pool.query('delete from projection.journal')).rejects.toThrow('append-only');
  });

  it('says nothing anew when tables are computed anew, from the history or from the record', async () => {
    const projection = await prepared(bed.pool);
    await taking(projection, hastily);
    const before = await entries();
    await rebuildTables(projection, ['shortcut'], AS_OF);
    const shadow = await projectShadow(projection, store, (await store.head()).position, AS_OF);
    await mergeShadow(projection, shadow, store, AS_OF);
    expect(await entries()).toEqual(before);
    expect(await shortcuts()).toBe(1);
  });

  it('follows a definition that concludes something else, when its table is rebuilt', async () => {
    await taking(await prepared(bed.pool), hastily);
    const lenient: ReadModelCatalogue = {
      ...catalogueAt('r2'),
      dealReadModels: dealReadModels.map((model) => (model.name === 'shortcut' ? { ...model, rows: () => [] } : model)),
    };
    const projection = await prepared(bed.pool, undefined, lenient);
    await rebuildTables(projection, ['shortcut'], AS_OF);
    expect((await entries()).slice(1)).toMatchObject([{ kind: 'ShortcutRetracted', is_last_word: true }]);
  });

  it('writes nothing where the rows were not written', async () => {
    const failing: ReadModelCatalogue = {
      ...catalogueAt('r1'),
      dealReadModels: [
        ...dealReadModels,
        { ...dealReadModels[0]!, name: 'deal_state', rows: () => [{ deal_id: 'crm:1' }] },
      ],
    };
    const projection = await prepared(bed.pool, undefined, catalogueAt('r1'));
    await recordAll(store, hastily);
    const broken = await prepared(bed.pool, undefined, failing);
    await expect(broken.catchUp(store, (await store.head()).position, AS_OF)).rejects.toThrow('differ');
    expect(await entries()).toEqual([]);
    await taking(projection, []);
    expect(await entries()).toHaveLength(1);
  });

  it('keeps what tables across deals conclude, with their as-of', async () => {
    const inputs = catalogueAt('r1');
    const signalling: ReadModelCatalogue = {
      ...inputs,
      analyses: inputs.analyses
        .filter(({ name }) => name === 'stage_duration_stats')
        .map((analysis) => ({
          ...analysis,
          conclusions: {
            retractedKind: 'StillRetracted',
            of: (row) =>
              row['step_key'] === 'offer' && row['segment_scope'] === 'all' && row['censored_n'] === 1
                ? { conclusionId: OPEN_DEAL, kind: 'Still', detail: { stepKey: 'offer' } }
                : null,
          },
        })),
    };
    const projection = await prepared(bed.pool, undefined, signalling);
    await taking(projection, hastily);
    await taking(projection, [told('deal', 'crm:1', 'DealWon', '2026-03-06T09:00:00Z')]);
    const { rows } = await bed.pool.query(
      `select kind, subject, position, as_of from projection.journal where table_name = 'stage_duration_stats'
       order by entry_id`,
    );
    expect(rows).toEqual([
      { kind: 'Still', subject: 'stage_duration_stats', position: 8, as_of: AS_OF },
      { kind: 'StillRetracted', subject: 'stage_duration_stats', position: 9, as_of: AS_OF },
    ]);
  });
});
