import { type EventStore } from '@gemba/event-sourcing';
import { recordAll } from '../../apps/projector/src/testing/record-all';
import { corrected, type StoryEvent, told } from '../../apps/projector/src/testing/sales-story';
import { AS_OF, aRecord } from '../../apps/projector/src/testing/test-projection';
import { createQueryApiBed, type QueryApiBed } from './query-api-bed';

interface Finding {
  readonly entryId: number;
  readonly concludedAt: string;
  readonly kind: string;
  readonly subject: string;
  readonly conclusionId: string;
  readonly holds: boolean;
  readonly isLastWord: boolean;
  readonly isBelieved: boolean;
  readonly position: number;
  readonly conclusion: Readonly<Record<string, unknown>>;
}

interface Findings {
  readonly findings: readonly Finding[];
  readonly n: number;
  readonly asOf: string | null;
  readonly freshness: readonly { readonly table: string; readonly state: string }[];
}

const AT = '2026-01-01T00:00:00Z';
const step = (key: string, ordinal: number, next: readonly string[]): StoryEvent =>
  told('process', 'sale', 'StepDefined', AT, {
    ...{ version: 1, key, title: key, ordinal, purpose: 'to move on', ownerRole: 'rep', people: ['rep'] },
    ...{ paperwork: ['none'], entry: 'begun', exit: 'done', expectedBs: 3600 },
    ...{ mandatory: true, repeatable: false, visible: true },
    ...(next.length === 0 ? {} : { next: { kind: 'xor', steps: next } }),
  });
const PROCESS: readonly StoryEvent[] = [
  told('process', 'sale', 'ProcessDrafted', AT, { version: 1, title: 'Sale' }),
  step('approach', 1, ['offer']),
  step('offer', 2, ['closing']),
  step('closing', 3, []),
  told('process', 'sale', 'VersionPublished', AT, {
    version: 1,
    effectiveFrom: AT,
    evidenceIds: [],
    migration: 'stay',
  }),
];

const opened = (dealId: string): StoryEvent =>
  told('deal', dealId, 'DealOpened', '2026-03-01T09:00:00Z', { processId: 'sale' });
const enters = (dealId: string, stepKey: string, day: number): StoryEvent =>
  told('deal', dealId, 'StepEntered', `2026-03-0${day}T09:00:00Z`, { stepKey });
const won = (dealId: string): StoryEvent => told('deal', dealId, 'DealWon', '2026-03-08T09:00:00Z');
/** From the first step straight to the last: the offer between them was left out. */
const hastily = (dealId: string): StoryEvent[] => [
  opened(dealId),
  enters(dealId, 'approach', 2),
  enters(dealId, 'closing', 4),
  won(dealId),
];

describe('the findings', () => {
  let bed: QueryApiBed;
  let store: EventStore;

  beforeAll(async () => {
    bed = await createQueryApiBed();
    store = aRecord();
    await taking([...PROCESS, ...hastily('crm:1'), ...hastily('crm:2')]);
  });
  afterAll(() => bed?.drop());

  const taking = async (events: readonly StoryEvent[]): Promise<void> => {
    await recordAll(store, events);
    await bed.projection.catchUp(store, (await store.head()).position, AS_OF);
  };
  const ask = async (query = ''): Promise<Findings> => {
    const { status, body } = await bed.get<Findings>(`/v1/findings?table=shortcut${query}`);
    expect(status).toBe(200);
    return body;
  };

  it('say what was concluded of each deal, and keep what was taken back', async () => {
    const before = await ask();
    expect(before.n).toBe(2);
    expect(before.findings).toMatchObject(
      ['crm:1', 'crm:2'].map((subject) => ({
        ...{ subject, kind: 'ShortcutDetected', holds: true, isLastWord: true, isBelieved: true },
        conclusion: { stepKey: 'offer' },
      })),
    );
    const late = enters('crm:1', 'offer', 3);
    await taking([late]);
    const [detected, retracted] = (await ask('&deal=crm:1')).findings;
    expect(detected).toMatchObject({ kind: 'ShortcutDetected', holds: true, isLastWord: false, isBelieved: false });
    expect(retracted).toMatchObject({ kind: 'ShortcutRetracted', holds: false, isLastWord: true, isBelieved: false });
    expect(retracted!.conclusionId).toBe(detected!.conclusionId);
    expect((await ask('&holdsNow=true')).findings.map(({ subject }) => subject)).toEqual(['crm:2']);
    expect((await ask('&kind=ShortcutRetracted')).findings).toEqual([retracted]);
    expect((await ask(`&conclusion=${detected!.conclusionId}&order=latest`)).findings).toEqual([retracted, detected]);

    // What was believed then is still to be had, after more was concluded too.
    await taking([corrected(late, 1, null)]);
    const then = await ask(`&asOf=${detected!.concludedAt}&deal=crm:1`);
    expect(then).toMatchObject({
      asOf: detected!.concludedAt,
      n: 1,
      findings: [{ ...detected, isLastWord: true, isBelieved: true }],
    });
    const between = await ask(`&asOf=${retracted!.concludedAt}&holdsNow=true`);
    expect(between.findings.map(({ subject }) => subject)).toEqual(['crm:2']);
    expect((await ask('&holdsNow=true')).findings.map(({ subject }) => subject)).toEqual(['crm:2', 'crm:1']);
    expect((await ask(`&concludedFrom=${retracted!.concludedAt}&deal=crm:1`)).findings.map(({ kind }) => kind)).toEqual(
      ['ShortcutRetracted', 'ShortcutDetected'],
    );
  });

  it('are as fresh as the tables that conclude them', async () => {
    const { freshness } = await ask();
    expect(freshness).toMatchObject([{ table: 'journal', state: 'fresh', lagEvents: 0 }]);
  });
});
