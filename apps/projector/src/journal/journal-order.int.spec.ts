import { type EventStore } from '@gemba/event-sourcing';
import { waitUntil } from '@gemba/test-support';
import { inTransaction } from '../database/transaction';
import { NO_PATIENCE } from '../drain/dirty-queue';
import { readCheckpoint } from '../feed/checkpoint';
import { Projection } from '../projection';
import { allUnshared, unshared } from '../sharing/permit';
import { aGate } from '../testing/gate';
import { recordAll } from '../testing/record-all';
import { saleProcess, type StoryEvent, told } from '../testing/sales-story';
import { aRecord, bedOfEachTest, catalogueAt, prepared } from '../testing/test-projection';
import { type NewEntry } from './journal-entry';
import { JournalTable } from './journal-table';

const DEALS = 120;
const PROCESSES = 4;

const entry = (subject: string): NewEntry => ({
  table: 'shortcut',
  position: '1',
  asOf: '2026-05-01T00:00:00.000000Z',
  conclusionId: '6e3f0c52-7d0a-5c1e-9a52-0b6f6a7b9d12',
  subject,
  kind: 'ShortcutDetected',
  holds: true,
  conclusion: {},
});

/** A deal that skips the second step. */
const hastily = (dealId: string): StoryEvent[] => [
  told('deal', dealId, 'DealOpened', '2026-03-01T09:00:00Z', { processId: 'sale' }),
  told('deal', dealId, 'StepEntered', '2026-03-02T09:00:00Z', { stepKey: 'contact' }),
  told('deal', dealId, 'StepEntered', '2026-03-04T09:00:00Z', { stepKey: 'offer' }),
];
/** Later it turns out that it did not. */
const explained = (dealId: string): StoryEvent =>
  told('deal', dealId, 'StepEntered', '2026-03-03T09:00:00Z', { stepKey: 'survey' });

describe('the ids of the journal', () => {
  const bed = bedOfEachTest();

  const idsAfter = async (last: number): Promise<{ id: number; subject: string }[]> => {
    const { rows } = await bed.pool.query<{ id: number; subject: string }>(
      'select entry_id as id, subject from projection.journal where entry_id > $1 order by entry_id',
      [last],
    );
    return rows;
  };
  const untilSomebodyWaits = (): Promise<void> =>
    waitUntil(async () => {
      const { rowCount } = await bed.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
      );
      return rowCount! > 0;
    });

  it.each([
    ['commits', [1, 2, 3]],
    ['is undone', [1]],
  ])(
    'are given in the order of commits, and none is lost: one transaction %s while another waits',
    async (end, ids) => {
      await prepared(bed.pool);
      const journal = new JournalTable('projection');
      const [added, released] = [aGate(), aGate()];
      const first = inTransaction(bed.pool, async (client) => {
        await journal.add(client, [entry('first'), entry('first again')]);
        added.open();
        await released.opened;
        if (end === 'is undone') throw new Error('undone');
      });
      const settled = first.catch(() => undefined);
      await added.opened;
      const second = inTransaction(bed.pool, (client) => journal.add(client, [entry('second')]));
      await untilSomebodyWaits();
      expect(await idsAfter(0)).toEqual([]);
      released.open();
      await settled;
      await second;
      expect((await idsAfter(0)).map(({ id }) => id)).toEqual(ids);
      expect((await idsAfter(ids.length - 1)).map(({ subject }) => subject)).toEqual(['second']);
    },
  );

  it('let a reader that reads on from the last one it knows miss nothing that several processes conclude', async () => {
    const store: EventStore = aRecord();
    await recordAll(
      store,
      saleProcess(['contact', 'survey', 'offer'], { leadingTo: { contact: 'survey', survey: 'offer' } }),
    );
    const names = Array.from({ length: DEALS }, (_, no) => `crm:${no}`);
    const whole = await prepared(bed.pool);
    const feed = async (): Promise<void> => {
      const from = await readCheckpoint(bed.pool, 'projection', (await store.head()).incarnation);
      await whole.feed.apply(await store.readAll(from.position, 10_000), from);
    };
    const processes = Array.from(
      { length: PROCESSES },
      (_, no) =>
        new Projection(bed.pool, whole.schemas, catalogueAt('r1'), 'live', {
          ...allUnshared(bed.pool),
          deals: () => ({ share: { numbers: [no], of: PROCESSES }, permit: unshared(bed.pool) }),
        }),
    );
    let isDone = false;
    const read: { id: number; subject: string }[] = [];
    const reading = (async () => {
      for (let isLast = false; !isLast;) {
        isLast = isDone;
        read.push(...(await idsAfter(read.at(-1)?.id ?? 0)));
      }
    })();
    for (const events of [names.flatMap(hastily), names.map(explained)]) {
      await recordAll(store, events);
      await feed();
      await Promise.all(
        processes.map(async ({ drain }) => {
          while ((await drain.batch(3, NO_PATIENCE)).deals > 0);
        }),
      );
    }
    isDone = true;
    await reading;
    expect(read.map(({ id }) => id)).toEqual(Array.from({ length: 2 * DEALS }, (_, no) => no + 1));
    expect(new Set(read.map(({ subject }) => subject)).size).toBe(DEALS);
  });
});
