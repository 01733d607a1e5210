import { aRecord, catalogueAt, contents, createTestBed, type TestBed } from './testing/test-projection';
import { aProjector, whileProjecting } from './testing/test-projector';
import { recordAll } from './testing/record-all';
import { reference, told } from './testing/sales-story';

const opened = told('deal', 'crm:1', 'DealOpened', '2026-03-02T09:00:00Z', { processId: 'sale' });
const approached = told('deal', 'crm:1', 'StepEntered', '2026-03-02T09:00:00Z', { stepKey: 'approach' });
const offered = told('deal', 'crm:1', 'StepEntered', '2026-03-04T09:00:00Z', { stepKey: 'offer' });

describe('the projector', () => {
  let bed: TestBed;
  beforeEach(async () => void (bed = await createTestBed()));
  afterEach(() => bed.drop());

  it('follows the record: what is recorded while it runs is in the tables', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened]);
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      await recordAll(store, [offered]);
      await recordAll(store, [approached]);
    });
    const live = await contents(bed.pool);
    expect(live['stage_visit']).toHaveLength(2);
  });

  it('rebuilds everything from the record and finds the same', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened, offered]);
    const projector = aProjector(bed.pool, store);
    await whileProjecting(projector, async () => {
      await projector.waitUntilFresh(AbortSignal.timeout(30_000));
      const live = await contents(bed.pool);
      await bed.pool.query(`update projection.deal_state set outcome = 'won', row_digest = 'spoilt'`);
      await projector.rebuild();
      expect(await contents(bed.pool)).toEqual(live);
      await recordAll(store, [approached]);
    });
    expect((await contents(bed.pool))['stage_visit']).toHaveLength(2);
  });

  it('computes tables anew whose definition changed', async () => {
    const store = aRecord();
    await recordAll(store, [...reference(), opened, offered]);
    await whileProjecting(aProjector(bed.pool, store), () => Promise.resolve());
    const live = await contents(bed.pool);
    await bed.pool.query(`update projection.deal_state set outcome = 'won', row_digest = 'of an older definition'`);
    const newer = aProjector(bed.pool, store, { catalogue: catalogueAt('r2') });
    await whileProjecting(newer, () => Promise.resolve());
    expect(await contents(bed.pool)).toEqual(live);
  });
});
