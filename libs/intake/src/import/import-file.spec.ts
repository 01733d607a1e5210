import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type TranslatedItem } from '../translation';
import { cut, eventsOf, importAll, mappingOf, refusalsOf } from '../testing/import-text';
import { importFile } from './import-file';

const csv = mappingOf(`
mapping: 1
name: test
version: 1
source: crm
format: csv
case: '{no}'
time: { column: at, zone: Europe/Amsterdam }
id: [no, at]
rules: [{ when: { stage: won }, emit: [{ event: DealWon }] }]
`);

const xes = mappingOf(`
mapping: 1
name: test
version: 1
source: log
format: xes
case: '{trace.concept:name}'
rules: [{ when: { 'concept:name': won }, emit: [{ event: DealWon }, { event: ActivityRecorded }] }]
`);

const CSV =
  'no,at,stage\n1,2026-03-02 09:00:00,won\n2,2026-03-29 02:30:00,gap\n"3\n3",2026-03-02,"é, ""quoted"""\n4,oops\n1,2026-03-02 09:00:00,won\n5,"unclosed\n6,2026-03-03,won\n';

const XES = `<?xml version="1.0" encoding="UTF-8"?>
<log>
  <trace><string key="concept:name" value="Zürich 🙂"/>
    <event><string key="concept:name" value="won"/><date key="time:timestamp" value="2026-03-02T09:00:00.5+01:00"/></event>
    <event><string key="concept:name" value="a & b"/><date key="time:timestamp" value="2026-03-02T09:00:00+01:00"/></event>
    <event><string key="concept:name" value="called"/><date key="time:timestamp" value="2026-03-02T09:00:00"/></event>
    <event><string key="concept:name" value="called"/><date key="time:timestamp" value="2026-03-02T10:00:00Z"/></event>
    <event><string key="concept:name" value="called"/><date key="time:timestamp" value="2026-03-02T10:00:00Z"/></event>
  </trace>
</log>
`;

const comparable = (items: readonly TranslatedItem[]): string => JSON.stringify(items);

describe('an import', () => {
  it('yields facts and refusals in the order of the file', async () => {
    const { items, progress } = await importAll(CSV, csv);
    expect(refusalsOf(items)).toEqual(['3: time-in-gap at', '6: ragged-row -', '8: broken-csv -']);
    expect(eventsOf(items).map(({ type, stream }) => `${type} ${stream}`)).toEqual([
      'DealWon deal-crm:1',
      'ActivityRecorded deal-crm:3\n3',
      'DealWon deal-crm:1',
      'DealWon deal-crm:6',
    ]);
    expect(progress).toEqual({ bytesRead: Buffer.byteLength(CSV), rows: 7, events: 4, refused: 3 });
  });

  it('reads logs alike', async () => {
    const { items, progress } = await importAll(XES, xes);
    expect(refusalsOf(items)).toEqual(['5: broken-xml -', '6: time-without-zone time:timestamp']);
    expect(eventsOf(items).map(({ type, metadata }) => `${type} ${metadata.sourceEventId}`)).toEqual([
      'DealWon Zürich 🙂|won||2026-03-02T08:00:00.500000Z',
      'ActivityRecorded Zürich 🙂|won||2026-03-02T08:00:00.500000Z#ActivityRecorded',
      'ActivityRecorded Zürich 🙂|called||2026-03-02T10:00:00.000000Z',
      'ActivityRecorded Zürich 🙂|called||2026-03-02T10:00:00.000000Z~2',
    ]);
    expect(progress).toMatchObject({ rows: 5, events: 4, refused: 2 });
  });

  it.each([
    ['CSV', CSV, csv],
    ['XES', XES, xes],
  ])('of %s gives the same items however the bytes are cut, and each time again', async (_, text, mapping) => {
    const whole = comparable((await importAll(text, mapping)).items);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), fc.boolean(), async (size, isCompressed) => {
        const bytes = isCompressed ? gzipSync(text) : Buffer.from(text);
        expect(comparable((await importAll(bytes, mapping, size)).items)).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('of a log that was written down in another zone gives the same instants and ids', async () => {
    const times = [1475, 1476, 1477.5, 2200, 2201, 2202].map((hours) => Date.UTC(2026, 0, 1) + hours * 3_600_000);
    const written = (zone: string): string =>
      `no,at,stage\n${times.map((ms) => `1,${new Date(ms).toLocaleString('sv-SE', { timeZone: zone })},x`).join('\n')}`;
    const inZone = async (zone: string) => {
      const mapping = mappingOf(JSON.stringify({ ...csv.file, time: { column: 'at', zone, ambiguous: 'earlier' } }));
      return eventsOf((await importAll(written(zone), mapping)).items).map(({ eventId, metadata }) => [
        eventId,
        metadata.occurredAt,
      ]);
    };
    const inAmsterdam = await inZone('Europe/Amsterdam');
    expect(inAmsterdam.map(([, at]) => at)).toEqual(
      times.map((ms) => `${new Date(ms).toISOString().slice(0, 19)}.000000Z`),
    );
    expect(await inZone('America/New_York')).toEqual(inAmsterdam);
    expect(await inZone('UTC')).toEqual(inAmsterdam);
  });

  it('reads other encodings: told by a mark, by the XML itself, or by the mapping', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(CSV, 'utf16le')]);
    const facts = comparable((await importAll(CSV, csv)).items);
    expect(comparable((await importAll(utf16, csv)).items)).toBe(facts);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(CSV)]);
    expect(comparable((await importAll(marked, csv)).items)).toBe(facts);
    const latin = mappingOf(JSON.stringify({ ...csv.file, csv: { encoding: 'iso-8859-1' } }));
    expect(comparable((await importAll(Buffer.from(CSV, 'latin1'), latin)).items)).toBe(facts);
    const old = XES.replace(' 🙂', '').replace('UTF-8', 'ISO-8859-1');
    const { items } = await importAll(Buffer.from(old, 'latin1'), xes);
    expect(eventsOf(items)[0]!.stream).toBe('deal-log:Zürich');
  });

  it('refuses a row whose bytes are no text, and reads the others', async () => {
    const { items } = await importAll(Buffer.from('no,at,stage\n1,2026-03-02,é\n2,2026-03-02,x\n', 'latin1'), csv);
    expect(refusalsOf(items)).toEqual(['2: undecodable-text stage']);
    expect(eventsOf(items)).toHaveLength(1);
  });

  it('of a damaged gzip file keeps what could be read, and says where it ended', async () => {
    const many = `no,at,stage\n${Array.from({ length: 20_000 }, (_, n) => `${n},2026-03-02,${n * 7919}`).join('\n')}`;
    const { items } = await importAll(gzipSync(many).subarray(0, 60_000), csv);
    expect(eventsOf(items).length).toBeGreaterThan(1_000);
    expect(refusalsOf(items).some((refusal) => refusal.includes('broken-compression'))).toBe(true);
    expect(refusalsOf((await importAll(Buffer.from([0x1f, 0x8b, 1, 2, 3]), csv)).items)).toEqual([
      '-: broken-compression -',
    ]);
  });

  it('of a gzip file that was cut off makes no fact of the row that the cut went through', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `${n},2026-03-02,stage ${n * 7919}`);
    const text = `no,at,stage\n${rows.join('\n')}\n`;
    const packed = gzipSync(text, { level: 0 });
    const whole = new Set(eventsOf((await importAll(text, csv)).items).map(({ digest }) => digest));
    for (let length = 40_000; length < 40_020; length++) {
      const { items } = await importAll(packed.subarray(0, length), csv);
      const strange = eventsOf(items).filter(({ digest }) => !whole.has(digest));
      expect(strange.map(({ data }) => data)).toEqual([]);
      expect(eventsOf(items).length).toBeGreaterThan(1_000);
    }
  });

  it('of several gzip files in one reads them all, wherever the bytes are cut', async () => {
    const [head, tail] = [CSV.slice(0, 50), CSV.slice(50)];
    const packed = Buffer.concat([gzipSync(head), gzipSync(tail)]);
    const whole = comparable((await importAll(CSV, csv)).items);
    for (const size of [1, 7, gzipSync(head).length, packed.length]) {
      expect(comparable((await importAll(packed, csv, size)).items)).toBe(whole);
    }
  });

  it('refuses all events of a trace whose own attributes are no text: two deals would become one', async () => {
    const [one, other] = ['Müller', 'Möller'].map((name) =>
      XES.replace('Zürich 🙂', name).replace(/<\/?log>|<\?.*\?>/g, ''),
    );
    const log = Buffer.from(`<log>${one}${other}</log>`, 'latin1');
    const { items } = await importAll(log, xes);
    expect(eventsOf(items)).toEqual([]);
    expect(new Set(refusalsOf(items).map((refusal) => refusal.replace(/^\d+: /, '')))).toEqual(
      new Set(['undecodable-text trace.concept:name', 'broken-xml -']),
    );
  });

  it('hands on chunks of bounded size, and reads on only when one was taken', async () => {
    const rows = 10_000;
    const text = Buffer.from(`no,at,stage\n${'1,2026-03-02,x\n'.repeat(rows)}`);
    let pulled = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of cut(text, 1_000)) {
        pulled += chunk.length;
        yield chunk;
      }
    }
    const chunks = importFile(counted(), csv);
    const first = await chunks.next();
    expect(first.done).toBe(false);
    expect(pulled).toBeLessThan(60_000);
    let total = first.value!.items.length;
    for await (const { items } of chunks) {
      expect(items.length).toBeLessThan(5_000);
      total += items.length;
    }
    expect(total).toBe(rows);
  });

  it('fails only as its source fails', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('no,at\n1,2026');
      throw new Error('connection lost');
    }
    async function* brokenGzip(): AsyncGenerator<Uint8Array> {
      yield gzipSync('no,at\n').subarray(0, 12);
      throw new Error('connection lost');
    }
    const run = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const _ of importFile(bytes, csv)) continue;
    };
    await expect(run(broken())).rejects.toThrow('connection lost');
    await expect(run(brokenGzip())).rejects.toThrow('connection lost');
  });
});

describe('whatever a file holds', () => {
  const scramble = (text: string) =>
    fc
      .array(fc.tuple(fc.nat(text.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 6 })
      .map((edits) => edits.reduce((all, [at, cutOut, put]) => all.slice(0, at) + put + all.slice(at + cutOut), text));

  it.each([
    ['CSV', CSV, csv],
    ['XES', XES, xes],
  ])('an import of %s never throws', async (_, text, mapping) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(scramble(text), fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 100 }),
        async (any, size) => {
          const { progress, items } = await importAll(any, mapping, size);
          expect(items.filter(({ kind }) => kind === 'refused')).toHaveLength(progress.refused);
        },
      ),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await importAll(bytes, mapping, 64))),
      {
        numRuns: 200,
      },
    );
  });
});
