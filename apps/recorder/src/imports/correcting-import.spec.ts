import { InMemoryEventStore, type RecordedEvent, verifyByReading } from '@gemba/event-sourcing';
import { type CompiledMapping, correctingMapping, readMapping, type RefusedItem } from '@gemba/intake';
import { effectiveEvents } from '@gemba/read-models';
import { runImport } from './run-import';

const FILE = `no,at,stage,value,owner,quote
1,2026-03-02,Negotiation,12.50,ann,q1
1,2026-03-05,Won,1250,ann,q1
2,2026-03-03,Negotiation,99,bob,q2
2,2026-03-04,Lost,0,bob,q2
3,2026-03-03,Other,7,cy,q3
`;

const mappingOf = (version: number, rules: string): CompiledMapping => {
  const head = `{ mapping: 1, name: t, version: ${version}, source: crm, format: csv, case: '{no}', id: [no, at, stage],`;
  const read = readMapping(`${head} time: { column: at, zone: UTC }, rules: [${rules}] }`);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.mapping;
};

const entered = (key: string) =>
  `{ when: { stage: Negotiation }, emit: [{ event: StepEntered, data: { stepKey: ${key} } }] }`;
const won = (decimals: number, currency = 'EUR') =>
  `{ when: { stage: Won }, emit: [{ event: DealWon, data: { amountMinor: { minor: value, decimals: ${decimals} }, currency: ${currency} } }] }`;
const accepted = (id: string) =>
  `{ when: { stage: Won }, emit: [{ event: QuoteAccepted, data: { quoteId: 'crm:{${id}}' } }] }`;
const lost =
  '{ when: { stage: Lost }, emit: [{ event: DealLost }, { event: EffortLogged, data: { hours: 1, kind: x } }] }';

const MAPPINGS = {
  wrong: `${entered('negociation')}, ${won(0)}`,
  mended: `${entered('negotiation')}, ${won(2)}, ${lost}`,
  elsewhere: `${entered('negotiation')}, ${accepted('quote')}`,
  elsewhereAgain: `${entered('negotiation')}, ${accepted('owner')}, ${lost}`,
} as const;
type Name = keyof typeof MAPPINGS;

const anImport = async (store: InMemoryEventStore, mapping: CompiledMapping) => {
  const refused: RefusedItem[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(FILE);
  }
  const figures = await runImport({
    bytes: bytes(),
    mapping,
    store,
    setAside: async (items) => void refused.push(...items),
    onProgress: () => undefined,
    pauseBeforeRetry: () => Promise.reject(new Error('away')),
  });
  return { ...figures, refused };
};

const correct = (store: InMemoryEventStore, from: CompiledMapping, to: CompiledMapping) => {
  const read = correctingMapping(from, to, 'the mapping was mended');
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return anImport(store, read.mapping);
};

const aStore = (): InMemoryEventStore => new InMemoryEventStore(() => '2026-06-01T00:00:00.000000Z');

/** What the tables are computed from. */
const holding = async (store: InMemoryEventStore): Promise<string[]> => {
  const recorded: RecordedEvent[] = await store.readAll(0n, 1_000);
  return effectiveEvents(recorded)
    .map(({ stream, eventId, type, data, metadata: { occurredAt, timePrecision } }) =>
      JSON.stringify([stream, eventId, type, data, occurredAt, timePrecision]),
    )
    .sort();
};

const importedBy = async (name: Name, version = 1): Promise<string[]> => {
  const store = aStore();
  await anImport(store, mappingOf(version, MAPPINGS[name]));
  return holding(store);
};

describe('an import by a mended mapping over the same file', () => {
  const names = Object.keys(MAPPINGS) as Name[];

  it.each(names.flatMap((from) => names.flatMap((to) => names.map((last) => [from, to, last] as const))))(
    'makes of a record by %s, then %s, then %s what it would be by the last alone',
    async (...chain) => {
      const store = aStore();
      const mappings = chain.map((name, index) => mappingOf(index + 1, MAPPINGS[name]));
      await anImport(store, mappings[0]!);
      for (const [index, name] of chain.entries()) {
        if (index === 0) continue;
        expect(await correct(store, mappings[index - 1]!, mappings[index]!)).toMatchObject({ rows: 5, refused: [] });
        expect(await holding(store)).toEqual(await importedBy(name));
      }
      expect((await verifyByReading(store)).faults).toEqual([]);
    },
  );

  it('adds nothing where both say the same, and nothing when it is run again', async () => {
    const store = aStore();
    const [first, same, mended] = [
      mappingOf(1, MAPPINGS.wrong),
      mappingOf(2, MAPPINGS.wrong),
      mappingOf(3, MAPPINGS.mended),
    ];
    const { recorded } = await anImport(store, first);
    expect(await correct(store, first, same)).toMatchObject({ events: 0, recorded: 0, duplicates: 0 });
    const once = await correct(store, first, mended);
    expect(once.recorded).toBeGreaterThan(0);
    expect(await correct(store, first, mended)).toMatchObject({ recorded: 0, duplicates: once.recorded });
    expect((await store.readAll(0n, 1_000)).length).toBe(recorded + once.recorded);
  });

  it('keeps what stood there before: the wrong event is still in the record, the correction says why', async () => {
    const store = aStore();
    const [first, mended] = [mappingOf(1, MAPPINGS.wrong), mappingOf(2, MAPPINGS.mended)];
    await anImport(store, first);
    await correct(store, first, mended);
    const events = await store.readStream('deal-crm:1');
    const said = events.map(({ type, data }) => [type, data['amountMinor'] ?? data['stepKey'] ?? data['reason']]);
    expect(said).toEqual([
      ['StepEntered', 'negociation'],
      ['DealWon', 1_250],
      ['DealEventCorrected', 'the mapping was mended'],
      ['DealEventCorrected', 'the mapping was mended'],
    ]);
  });

  it('sets aside what no correction can say, and changes nothing there', async () => {
    const store = aStore();
    const first = mappingOf(1, MAPPINGS.wrong);
    await anImport(store, first);
    const before = await holding(store);
    const withActor = mappingOf(2, MAPPINGS.wrong.replace('event: DealWon', "event: DealWon, actor: 'crm:{owner}'"));
    const { refused } = await correct(store, first, withActor);
    expect(refused.map(({ faults: [fault] }) => [fault!.code, fault!.message])).toEqual([
      ['not-correctable', expect.stringMatching(/actorId was absent and is crm:ann/)],
    ]);
    expect(await holding(store)).toEqual(before);
  });

  it('is refused where version or rows do not fit, with all reasons at once', () => {
    const earlier = mappingOf(2, MAPPINGS.wrong);
    const mended = {
      ...mappingOf(2, MAPPINGS.mended),
      file: { ...earlier.file, source: 'other', csv: { delimiter: ';' } },
    };
    const read = correctingMapping(earlier, mended, 'x');
    expect('faults' in read && read.faults.map(({ field }) => field)).toEqual(['source', 'csv', 'version']);
  });
});
