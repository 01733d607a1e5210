import { lookupFilesOf, readMapping, readMappingFile } from '.';

const HEAD = `
mapping: 1
name: test
version: 1
source: crm
format: csv
case: '{no}'
`;

const faultsOf = (yaml: string): string[] => {
  const read = readMapping(yaml);
  return 'faults' in read ? read.faults.map(({ field, message }) => `${field ?? '-'} — ${message}`) : [];
};

describe('a mapping file', () => {
  it('needs little', () => {
    expect(faultsOf(HEAD)).toEqual([]);
  });

  it('with wrong keys is told all of them at once, each with its place', () => {
    const faults = faultsOf(`
mapping: 2
name: ''
source: my crm
format: excel
case: '{no}'
colour: red
rules:
  - when: { stage: { like: x } }
    emit: []
`);
    const fields = faults.map((text) => text.split(' — ')[0]);
    expect(fields.sort()).toEqual(
      ['-', '-', 'mapping', 'name', 'source', 'format', 'rules[0].emit', 'rules[0].when'].sort(),
    );
    expect(faults.join('\n')).toContain('lacks version');
    expect(faults.join('\n')).toContain('unknown key "colour"');
  });

  it('with wrong meanings is told all of them at once', () => {
    const faults = faultsOf(`${HEAD}
time: { zone: Atlantis/Capital, assume: soon }
actor: '{open'
rules:
  - when: { stage: { matches: '(' } }
    emit:
      - { event: DealSneezed }
      - { event: VersionPublished }
      - { event: DealOpened, data: { segment: { lookup: offices, of: rep } }, at: { assume: later } }
lookups: { reps: { file: reps.csv, key: a, value: b } }
`);
    expect(faults.map((text) => text.split(' — ')[0])).toEqual([
      'time.zone',
      'lookups.reps.file',
      'actor',
      'time.assume',
      'rules[0].when.stage.matches',
      'rules[0].emit[0].event',
      'rules[0].emit[1].event',
      'rules[0].emit[2].data.segment.lookup',
      'rules[0].emit[2].at.assume',
    ]);
  });

  it('with data that its event does not know, or that lacks what it needs, is told so', () => {
    const faults = faultsOf(`${HEAD}
rules:
  - emit:
      - { event: DealOpened, data: { segmnt: retail } }
      - { event: StepEntered }
      - { event: QuoteSent, data: { quoteId: '{deal}', amountMinor: '{value}' } }
      - { event: ActivityRecorded, stream: '{no}' }
`);
    expect(faults.map((text) => text.split(' — ')[0])).toEqual([
      'rules[0].emit[0].data.segmnt',
      'rules[0].emit[1].data.stepKey',
    ]);
  });

  it('that is no YAML is told the line', () => {
    expect(faultsOf('mapping: 1\nname: "open\n')[0]).toMatch(/^line [23] — Line [23] is no YAML/);
    expect(faultsOf('').length).toBeGreaterThan(0);
    expect(faultsOf('- 1').length).toBeGreaterThan(0);
  });

  it('cannot be made to grow by aliases of aliases', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, index) => {
        const before = 'abcdefghi'[index]!;
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
      }),
    ].join('\n');
    expect(faultsOf(bomb)[0]).toContain('cannot be read');
  });

  it('names the files it needs', () => {
    const read = readMappingFile(`${HEAD}
lookups: { offices: { file: reps.csv, key: rep, value: office } }
rules: [{ emit: [{ event: DealOpened, data: { segment: { lookup: offices, of: rep } } }] }]
`);
    if ('faults' in read) throw new Error('expected a mapping');
    expect(lookupFilesOf(read.file)).toEqual(['reps.csv']);
  });

  it('is told when a lookup file lacks its columns', () => {
    const lookups = 'lookups: { offices: { file: reps.csv, key: rep, value: office } }';
    const read = readMapping(`${HEAD}${lookups}`, { 'reps.csv': 'name,office\nann,North\n' });
    expect('faults' in read && read.faults[0]!.message).toContain('it has name, office');
  });
});
