import { eventsOf, importAll, mappingOf, refusalsOf } from '../testing/import-text';

const xes = mappingOf(`
mapping: 1
name: test
version: 1
source: log
format: xes
case: '{trace.concept:name}'
time: { column: 'time:timestamp' }
`);

const importEvent = (attributes: string) =>
  importAll(
    `<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/>
      <date key="time:timestamp" value="2026-03-02T09:00:00Z"/>${attributes}</event></trace></log>`,
    xes,
  );

const attributesOf = async (attributes: string) => {
  const { items } = await importEvent(attributes);
  return JSON.stringify((eventsOf(items)[0]!.data as { attributes?: object }).attributes);
};

describe('an activity of a log', () => {
  it.each([
    ['<boolean key="x" value="true"/>', '{"x":true}'],
    ['<boolean key="x" value="1"/>', '{"x":true}'],
    ['<boolean key="x" value="false"/>', '{"x":false}'],
    ['<boolean key="x" value="0"/>', '{"x":false}'],
    ['<boolean key="x" value="TRUE"/>', '{"x":"TRUE"}'],
    ['<boolean key="x" value="yes"/>', '{"x":"yes"}'],
    ['<int key="x" value="-17"/>', '{"x":-17}'],
    ['<int key="x" value="9007199254740993"/>', '{"x":"9007199254740993"}'],
    ['<int key="x" value="0x1F"/>', '{"x":"0x1F"}'],
    ['<float key="x" value="40000.0"/>', '{"x":40000}'],
    ['<float key="x" value="1.5E3"/>', '{"x":1500}'],
    ['<float key="x" value="0.10000000000000001"/>', '{"x":0.1}'],
    ['<float key="x" value="0.1234567890123456789"/>', '{"x":"0.1234567890123456789"}'],
    ['<float key="x" value="1e-400"/>', '{"x":"1e-400"}'],
    ['<float key="x" value="NaN"/>', '{"x":"NaN"}'],
    ['<float key="x" value=" 1"/>', '{"x":" 1"}'],
    ['<string key="__proto__" value="kept"/>', '{"__proto__":"kept"}'],
    ['<string key="constructor" value="kept"/>', '{"constructor":"kept"}'],
    ['<string key="x" value="&#10;é🙂&quot;"/>', '{"x":"\\né🙂\\""}'],
  ])('keeps what %s says: as %s', async (attribute, expected) => {
    expect(await attributesOf(attribute)).toBe(expected);
  });

  it('is refused when its attributes are nested deeper than is kept, rather than recorded without them', async () => {
    const nested = (levels: number) => '<string key="a" value="x">'.repeat(levels) + '</string>'.repeat(levels);
    expect(refusalsOf((await importEvent(nested(16))).items)).toEqual([]);
    expect(refusalsOf((await importEvent(nested(17))).items)).toEqual(['1: too-large -']);
  });

  it('is refused when it has more attributes than are kept', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `<int key="n${n}" value="1"/>`).join('');
    expect(refusalsOf((await importEvent(many)).items)).toEqual(['1: too-large -']);
  });
});
