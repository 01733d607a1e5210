import { parseProcessFile } from './parse-process-file';

const STEP = `
    title: Need assessment
    purpose: Understand the need.
    owner: sales representative
    people: [customer]
    paperwork: [requirements]
    entry: A meeting is agreed.
    exit: The requirements are confirmed.
    expectedBusinessHours: 1.5`;

const fileOf = (steps: string, rest = '') => `process: acme:selling\ntitle: Selling\nsteps:${steps}\n${rest}`;

const definitionOf = (text: string) => {
  const { definition, faults } = parseProcessFile(text);
  expect(faults).toEqual([]);
  return definition!;
};

const faultsOf = (text: string) => parseProcessFile(text).faults.map(({ line, message }) => `${line}: ${message}`);

describe('a process definition file', () => {
  it('becomes a definition, with what it leaves out filled in', () => {
    expect(definitionOf(fileOf(`\n  - key: a${STEP}`))).toEqual({
      processId: 'acme:selling',
      drafted: { title: 'Selling' },
      steps: [
        {
          key: 'a',
          title: 'Need assessment',
          ordinal: 1,
          purpose: 'Understand the need.',
          ownerRole: 'sales representative',
          people: ['customer'],
          paperwork: ['requirements'],
          entry: 'A meeting is agreed.',
          exit: 'The requirements are confirmed.',
          expectedBs: 5400,
          mandatory: true,
          repeatable: false,
          visible: true,
        },
      ],
      handovers: [],
      cadence: null,
      messages: [],
    });
  });

  it('says of each step what follows: the one below, one of several, all of several, or the end', () => {
    const steps = [
      `\n  - key: a${STEP}`,
      `\n  - key: b${STEP}\n    next: [a, c]`,
      `\n  - key: c${STEP}\n    nextAll: [d, e]`,
      `\n  - key: d${STEP}\n    next: []`,
      `\n  - key: e${STEP}`,
    ];
    expect(definitionOf(fileOf(steps.join(''))).steps.map(({ next }) => next)).toEqual([
      { kind: 'xor', steps: ['b'] },
      { kind: 'xor', steps: ['a', 'c'] },
      { kind: 'and', steps: ['d', 'e'] },
      undefined,
      undefined,
    ]);
  });

  it('says of a step to which several lead whether it waits for all of them', () => {
    const steps = ['a', 'b', 'c'].map(
      (key, i) => `\n  - key: ${key}${STEP}${['', '\n    join: all', '\n    join: any'][i]}`,
    );
    expect(definitionOf(fileOf(steps.join(''))).steps.map(({ join }) => join)).toEqual([undefined, 'all', 'any']);
    expect(faultsOf(fileOf(`\n  - key: a${STEP}\n    join: most`))).toHaveLength(1);
  });

  it('says in which step the customer decides', () => {
    const steps = `\n  - key: a${STEP}\n    closing: true\n  - key: b${STEP}\n    closing: false`;
    expect(definitionOf(fileOf(steps)).steps.map(({ closing }) => closing)).toEqual([true, undefined]);
  });

  it('says what the customer has to bring', () => {
    const steps = `\n  - key: a${STEP}\n    fromCustomer: [notes]\n  - key: b${STEP}`;
    expect(definitionOf(fileOf(steps)).steps.map(({ fromCustomer }) => fromCustomer)).toEqual([['notes'], undefined]);
  });

  it('holds handovers, cadence, calendar and the words for the customer', () => {
    const rest = `timeZone: Europe/Berlin
calendar: default
handovers:
  - { key: h, after: a, from: sales, to: desk, items: [{ key: account, weight: 2 }, { key: note, required: false }] }
cadence: { count: 2, media: [phone], gapsDays: [3], toleranceDays: 1 }`;
    expect(definitionOf(fileOf(`\n  - key: a${STEP}\n    message: Hello`, rest))).toMatchObject({
      drafted: { title: 'Selling', tz: 'Europe/Berlin', calendarId: 'default' },
      handovers: [
        {
          key: 'h',
          afterStepKey: 'a',
          fromTeam: 'sales',
          toTeam: 'desk',
          items: [
            { key: 'account', required: true, weight: 2 },
            { key: 'note', required: false, weight: 1 },
          ],
        },
      ],
      cadence: { count: 2, media: ['phone'], gapsDays: [3], toleranceDays: 1 },
      messages: [{ stepKey: 'a', text: 'Hello' }],
    });
  });
});

describe('a fault in the file', () => {
  it('is named with its line, its field and what to write', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace(/\n {4}owner:.*/, '')}`))).toEqual([
      '4: steps[0].owner is missing. Write: The role that answers for the step.',
    ]);
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace('[customer]', '[]')}`))).toEqual([
      '8: steps[0].people is an empty list. Write: A list of the roles that take part.',
    ]);
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace('[customer]', 'customer')}`))).toEqual([
      '8: steps[0].people is "customer". Write: A list of the roles that take part.',
    ]);
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace('1.5', '0')}`))).toEqual([
      '12: steps[0].expectedBusinessHours is 0. Write: How long the step should take, in working hours.',
    ]);
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace('sales representative', '')}`))).toEqual([
      '7: steps[0].owner is empty. Write: The role that answers for the step.',
    ]);
  });

  it('is shown together with all others', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP.replace('1.5', '0').replace('[customer]', '[]')}`))).toHaveLength(2);
  });

  it('may be a misspelled member: nothing unknown passes', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP}\n    mandatroy: true`))).toEqual([
      expect.stringMatching(/^13: steps\[0\]\.mandatroy is unknown here\. Known are: key, .*mandatory/) as string,
    ]);
  });

  it('may be a key that stands twice', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP}\n  - key: a${STEP}`))).toEqual([
      '13: steps[1].key is a, as steps[0].key is. Write a key of its own',
    ]);
  });

  it('may be two answers to what follows', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP}\n    next: [a]\n    nextAll: [a]`))).toEqual([
      '14: steps[0].nextAll stands beside next. Write one of the two',
    ]);
  });

  it('may be a zone that does not exist', () => {
    expect(faultsOf(fileOf(`\n  - key: a${STEP}`, 'timeZone: Europe/Atlantis'))).toEqual([
      '13: timeZone is Europe/Atlantis, which is no zone. Write an IANA name, like Europe/Berlin',
    ]);
  });

  it('may be a medium that we do not know', () => {
    const rest = 'cadence: { count: 2, media: [pigeon], gapsDays: [3], toleranceDays: 1 }';
    expect(faultsOf(fileOf(`\n  - key: a${STEP}`, rest))).toEqual([
      '13: cadence.media[0] is "pigeon". Write one of: email, phone, visit, chat, post, social',
    ]);
  });

  it.each(['', 'just text', '- a\n- list'])('may be that it is no definition at all: %j', (text) => {
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^1: the file is .*Write: A process definition file/) as string,
    ]);
  });

  it('may be that it is no YAML', () => {
    expect(faultsOf('process: [a\ntitle: b')).toEqual([expect.stringMatching(/^2: this is no YAML/) as string]);
    expect(faultsOf('title: a\ntitle: b')).toEqual([
      expect.stringMatching(/^2: this is no YAML \(DUPLICATE_KEY\)/) as string,
    ]);
  });
});
