import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { type SourceRow } from '../rows/source-row';
import { XesReader } from './xes-reader';

const read = (text: string, options = {}, pieceLength = 11) => {
  const rows: SourceRow[] = [];
  const seen: string[] = [];
  const reader = new XesReader(
    {
      row: (row) => {
        rows.push({ ...row, trace: { ...row.trace, fields: new Map(row.trace.fields) } });
        seen.push(
          `${row.place.line}: ${row.trace.fields.get('concept:name') ?? '-'}/${row.fields.get('concept:name') ?? '-'}`,
        );
      },
      refused: ({ line }, faults, raw) => seen.push(`${line}! ${faults[0]?.code} ${raw}`),
    },
    options,
  );
  for (let from = 0; from < text.length; from += pieceLength) reader.write(text.slice(from, from + pieceLength));
  reader.end();
  return { rows, seen };
};

const event = (name: string, more = ''): string => `<event><string key="concept:name" value="${name}"/>${more}</event>`;
const trace = (name: string, ...events: string[]): string =>
  `<trace><string key="concept:name" value="${name}"/>${events.join('\n')}</trace>`;
const log = (...traces: string[]): string => `<?xml version="1.0"?>\n<log>\n${traces.join('\n')}\n</log>\n`;

describe('a XES log', () => {
  it('is read event by event, with the line on which each begins', () => {
    const { seen, rows } = read(log(trace('1', event('a'), event('b')), trace('2', event('c'))));
    expect(seen).toEqual(['3: 1/a', '4: 1/b', '5: 2/c']);
    expect(
      rows.map(({ rowNumber, trace: { traceNumber, rowsBefore } }) => [rowNumber, traceNumber, rowsBefore]),
    ).toEqual([
      [1, 1, 0],
      [2, 1, 0],
      [3, 2, 2],
    ]);
  });

  it('may give its namespace any prefix', () => {
    const prefixed = log(trace('1', event('a'))).replace(/<(\/?)(log|trace|event|string)/g, '<$1xes:$2');
    expect(read(prefixed).seen).toEqual(['3: 1/a']);
  });

  it('may nest attributes and hold lists: each is reached by its path', () => {
    const nested = `<string key="item" value="x"><int key="qty" value="3"/></string>
      <list key="colours"><values><string key="c" value="red"/><string key="c" value="blue"/></values></list>
      <boolean key="paid" value="true"/>`;
    const [row] = read(log(trace('1', event('a', nested)))).rows;
    expect(Object.fromEntries(row!.fields)).toEqual({
      'concept:name': 'a',
      item: 'x',
      'item/qty': '3',
      'colours/c': 'red',
      'colours/c[2]': 'blue',
      paid: 'true',
    });
    expect(Object.fromEntries(row!.typed)).toEqual({ 'item/qty': 'number', paid: 'boolean' });
  });

  it('may state defaults, which are read only where the mapping asks for them', () => {
    const globals =
      '<global scope="event"><string key="org:resource" value="UNKNOWN"/></global><global scope="trace"><string key="x" value="y"/></global>';
    const text = log(globals, trace('1', event('a')));
    expect(read(text).rows[0]!.trace.defaults.size).toBe(0);
    expect(Object.fromEntries(read(text, { globals: 'apply' }).rows[0]!.trace.defaults)).toEqual({
      'org:resource': 'UNKNOWN',
    });
  });

  it('may hold characters by entity, and attributes of its own', () => {
    const { rows } = read(
      log('<string key="concept:name" value="the log"/>', trace('&lt;&#233;&gt;', event('a &amp; b'))),
    );
    expect(rows[0]!.trace.fields.get('concept:name')).toBe('<é>');
    expect(rows[0]!.fields.get('concept:name')).toBe('a & b');
    expect(rows[0]!.trace.log.get('concept:name')).toBe('the log');
  });

  it('shows each event as it stands in the file', () => {
    const { rows } = read(log(trace('1', event('a'), event('b', '\n  '))), {}, 5);
    expect(rows.map(({ raw }) => typeof raw)).toEqual(['function', 'function']);
    const raws: string[] = [];
    const reader = new XesReader({ row: (row) => raws.push(row.raw()), refused: () => undefined });
    reader.write(log(trace('1', event('a'), event('b', '\n  '))));
    expect(raws).toEqual([event('a'), event('b', '\n  ')]);
  });
});

describe('a poison event', () => {
  it('is refused as it stands, and its neighbours are read', () => {
    const poison = '<event><string key="concept:name" value="a & b"/></event>';
    expect(read(log(trace('1', event('a'), poison, event('c')))).seen).toEqual([
      '3: 1/a',
      `4! broken-xml ${poison}`,
      '5: 1/c',
    ]);
  });

  it('without an end is refused where the next one begins, or the file ends', () => {
    const open = '<event><string key="concept:name" value="b"/>';
    const seen = read(log(trace('1', open, event('c')))).seen;
    expect(seen[0]).toMatch(/^3! broken-xml <event>/);
    expect(seen[1]).toBe('4: 1/c');
    expect(read(`<log><trace>${event('a')}<event><string key="x" val`).seen).toEqual([
      '1: -/a',
      '1! broken-xml <event><string key="x" val',
    ]);
  });

  it('larger than any honest one is refused', () => {
    const filler =
      '<string key="note" value="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"/>\n';
    const large = event('large', filler.repeat(ROW_LENGTH_MAX / filler.length + 2));
    const { seen } = read(log(trace('1', event('a'), large, event('c'))), {}, 65_536);
    expect(seen.map((one) => one.slice(0, 12))).toEqual(['3: 1/a', '4! too-large', expect.stringMatching(/1\/c$/)]);
  });
});

describe('a file that is no log', () => {
  it.each(['', 'a,b\n1,2\n', '<html><body>Not found</body></html>', '<events/>'])('is told so: %s', (text) => {
    expect(read(text).seen.at(-1)).toMatch(/broken-xml/);
  });

  it('is given up before it fills the memory or the quarantine', () => {
    const { seen } = read(`<log>${'x'.repeat(5 * ROW_LENGTH_MAX)}`, {}, 65_536);
    expect(seen.length).toBeLessThan(5);
    expect(read('<a b>\n'.repeat(10_000), {}, 4_096).seen.length).toBeLessThan(200);
  });
});
