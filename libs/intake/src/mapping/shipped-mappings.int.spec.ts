import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFile } from '../import';
import { type EventMetadata, type JsonObject } from '@gemba/event-sourcing';
import { type ImportProgress, type TranslatedItem } from '../translation';
import { type LookupFiles, readMapping, SHIPPED_MAPPINGS } from '.';

const DATA = join(__dirname, '../../../../../shared/data');
const BPIC_2012 = join(DATA, 'event-logs/bpic2012.xes.gz');
const MAVEN = join(DATA, 'crm/maven');

const shipped = (name: keyof typeof SHIPPED_MAPPINGS, files: LookupFiles = {}) => {
  const read = readMapping(readFileSync(SHIPPED_MAPPINGS[name], 'utf8'), files);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults, null, 2));
  return read.mapping;
};

/** Skips aloud where the data are not there. */
const describeWith = (file: string, title: string, body: () => void): void => {
  if (existsSync(file)) return describe(title, body);
  console.warn(`SKIPPED: ${title}. ${file} is not there.`);
  describe.skip(title, body);
};

interface Seen {
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/** Deals by the types of their events, and counts of all that a file says; nothing else of it stays in memory. */
const tally = async (path: string, mapping: ReturnType<typeof shipped>) => {
  const deals = new Map<string, Set<string>>();
  const types = new Map<string, number>();
  const first: Seen[] = [];
  const ids = new Set<string>();
  let progress: ImportProgress | undefined;
  const see = (items: readonly TranslatedItem[]): void => {
    const writes = items.flatMap((item) => (item.kind === 'facts' ? item.writes : []));
    for (const { eventId, type, data, metadata } of writes.flatMap(({ events }) => events)) {
      ids.add(eventId);
      types.set(type, (types.get(type) ?? 0) + 1);
      const dealId = String(data['dealId']);
      deals.set(dealId, (deals.get(dealId) ?? new Set()).add(type));
      if (first.length < 40) first.push({ type, data, metadata });
    }
  };
  for await (const chunk of importFile(createReadStream(path), mapping)) {
    see(chunk.items);
    progress = chunk.progress;
  }
  const having = (type: string): number => [...deals.values()].filter((seen) => seen.has(type)).length;
  const isOpen = (seen: ReadonlySet<string>): boolean =>
    !['DealWon', 'DealLost', 'DealNoDecision'].some((end) => seen.has(end));
  const open = [...deals.values()].filter(isOpen).length;
  return { progress: progress!, deals: deals.size, having, open, types, ids: ids.size, first };
};

describeWith(BPIC_2012, 'BPI Challenge 2012, as shipped', () => {
  it('has 262,200 rows in 13,087 deals: won 2,246, lost 7,635, no decision 2,807, open 399', async () => {
    const { progress, deals, having, open, types, ids } = await tally(BPIC_2012, shipped('bpic2012'));
    expect(progress).toMatchObject({ rows: 262_200, refused: 0 });
    expect(progress.events).toBe(ids);
    expect(deals).toBe(13_087);
    expect([having('DealWon'), having('DealLost'), having('DealNoDecision'), open]).toEqual([2_246, 7_635, 2_807, 399]);
    expect([having('QuoteSent'), types.get('FollowUpSent')]).toEqual([5_015, 22_976]);
  }, 120_000);
});

describeWith(MAVEN, 'the Maven pipeline, as shipped', () => {
  it('has won 4,238, lost 2,473 and open 2,089 deals, 500 of them without any date', async () => {
    const files = { 'sales_teams.csv': readFileSync(join(MAVEN, 'sales_teams.csv')) };
    const { progress, deals, having, open, first } = await tally(
      join(MAVEN, 'sales_pipeline.csv'),
      shipped('maven-pipeline', files),
    );
    expect(progress).toMatchObject({ rows: 8_800, events: 24_311, refused: 0 });
    expect([deals, having('DealWon'), having('DealLost'), open]).toEqual([8_800, 4_238, 2_473, 2_089]);
    expect(first.slice(0, 3)).toMatchObject([
      {
        type: 'DealOpened',
        data: { customerId: 'maven:Cancity', ownerId: 'maven:Moses Frase', segment: 'GTX Plus Basic' },
        metadata: { occurredAt: '2016-10-20T00:00:00.000000Z', timePrecision: 'day', teamId: 'maven:Central' },
      },
      { type: 'StepEntered', data: { stepKey: 'engaging' } },
      {
        type: 'DealWon',
        data: { amountMinor: 105_400, currency: 'USD' },
        metadata: { occurredAt: '2017-03-01T00:00:00.000000Z', actorId: 'maven:Moses Frase' },
      },
    ]);
  }, 60_000);
});

describeWith(join(DATA, 'event-logs'), 'other logs', () => {
  it.each([
    ['receipt.xes.gz', 8_577, 1_434],
    ['bpic2013_closed_problems.xes.gz', 6_660, 1_487],
    ['reviewing.xes', 3_730, 100],
    ['running-example.xes', 42, 6],
  ])(
    '%s is read whole by the generic mapping',
    async (file, rows, deals) => {
      const seen = await tally(join(DATA, 'event-logs', file), shipped('generic-xes'));
      expect(seen.progress).toMatchObject({ rows, refused: 0 });
      expect(seen.deals).toBe(deals);
      expect(seen.ids).toBe(seen.progress.events);
    },
    60_000,
  );
});
