import { type HandoverDefined, type NextSteps, type StepDefined } from './process-definition.events';
import { lintVersion } from './lint-version';

const id = { processId: 'acme:selling', version: 1 };

const step = (key: string, ordinal: number, next: readonly string[], more: Partial<StepDefined['data']> = {}) => ({
  ...id,
  key,
  title: key,
  ordinal,
  purpose: 'To go on.',
  ownerRole: 'sales representative',
  people: ['customer'],
  paperwork: ['notes'],
  entry: '',
  exit: 'It is done.',
  expectedBs: 3600,
  mandatory: true,
  repeatable: false,
  visible: true,
  ...(next.length === 0 ? {} : { next: { kind: 'xor', steps: next } satisfies NextSteps }),
  ...more,
});

const handover = (more: Partial<HandoverDefined['data']> = {}): HandoverDefined['data'] => ({
  ...id,
  key: 'to-desk',
  afterStepKey: 'a',
  fromTeam: 'sales',
  toTeam: 'desk',
  items: [{ key: 'account', required: true, weight: 1 }],
  ...more,
});

const faults = (steps: readonly StepDefined['data'][], handovers: readonly HandoverDefined['data'][] = []) =>
  lintVersion({
    drafted: { ...id, title: 'Selling' },
    steps: new Map(steps.map((described) => [described.key, described])),
    handovers: new Map(handovers.map((described) => [described.key, described])),
    cadence: null,
  }).map(({ code, field }) => `${code} ${field}`);

describe('a process that reads clearly', () => {
  it('has no fault, whether it goes straight, branches, loops or runs side by side', () => {
    expect(faults([step('a', 1, ['b']), step('b', 2, [])], [handover()])).toEqual([]);
    expect(faults([step('a', 1, ['b', 'c']), step('b', 2, ['a', 'c']), step('c', 3, [])])).toEqual([]);
    expect(
      faults([step('a', 1, ['a'], { next: { kind: 'and', steps: ['b', 'c'] } }), step('b', 2, []), step('c', 3, [])]),
    ).toEqual([]);
  });

  it('may end where a step leads back to itself as well as out', () => {
    expect(faults([step('a', 1, ['a', 'b']), step('b', 2, [])])).toEqual([]);
  });
});

describe('a step', () => {
  it.each([
    ['owner-missing steps.a.ownerRole', { ownerRole: ' ' }],
    ['people-missing steps.a.people', { people: [] }],
    ['people-missing steps.a.people', { people: ['customer', ''] }],
    ['paperwork-missing steps.a.paperwork', { paperwork: [] }],
    ['duration-missing steps.a.expectedBs', { expectedBs: 0 }],
    ['exit-missing steps.a.exit', { exit: '' }],
    ['from-customer-unknown steps.a.fromCustomer', { fromCustomer: ['notes', 'customer', 'passport'] }],
  ])('shows %s', (fault, more) => {
    expect(faults([step('a', 1, [], more)])).toEqual([fault]);
  });

  it('shows all its faults at once', () => {
    expect(faults([step('a', 1, [], { ownerRole: '', exit: '', expectedBs: 0 })])).toHaveLength(3);
  });
});

describe('the order of the steps', () => {
  it('has no number twice and no gap', () => {
    expect(faults([step('a', 1, ['b']), step('b', 1, [])])).toEqual(['ordinal-twice steps.b.ordinal']);
    expect(faults([step('a', 1, ['b']), step('b', 3, [])])).toEqual(['ordinal-gap steps']);
    expect(faults([step('a', 2, [])])).toEqual(['ordinal-gap steps']);
  });
});

describe('the graph', () => {
  it('has at least one step', () => {
    expect(faults([])).toEqual(['no-steps steps']);
  });

  it('leads to steps of this process only', () => {
    expect(faults([step('a', 1, ['elsewhere']), step('b', 2, [])])).toEqual(['next-unknown steps.a.next']);
  });

  it('ends somewhere', () => {
    expect(faults([step('a', 1, ['b']), step('b', 2, ['a'])])).toEqual(['no-end steps']);
  });

  it('reaches every step from the first', () => {
    expect(faults([step('a', 1, ['c']), step('b', 2, ['c']), step('c', 3, [])])).toEqual([
      'step-unreachable steps.b.next',
    ]);
  });

  it('lets every step come to an end', () => {
    expect(faults([step('a', 1, ['b', 'd']), step('b', 2, ['c']), step('c', 3, ['b']), step('d', 4, [])])).toEqual([
      'step-without-way-out steps.b.next',
      'step-without-way-out steps.c.next',
    ]);
  });
});

describe('work side by side', () => {
  const fork = (join?: 'any' | 'all') => [
    step('a', 1, [], { next: { kind: 'and', steps: ['b', 'c'] } }),
    step('b', 2, ['d']),
    step('c', 3, ['d']),
    step('d', 4, [], join === undefined ? {} : { join }),
  ];

  it('says whether the step where it meets waits for all of it', () => {
    expect(faults(fork('all'))).toEqual([]);
    expect(faults(fork('any'))).toEqual([]);
    expect(faults(fork())).toEqual(['join-unsaid steps.d.join']);
  });

  it('is what a step that waits for all needs: of a choice only one ever comes', () => {
    const choice = [step('a', 1, ['b', 'c']), ...fork('all').slice(1)];
    expect(faults(choice)).toEqual(['join-never-met steps.d.join']);
  });

  it('may wait for one alone, and may pass the place again on the way back', () => {
    expect(faults([step('a', 1, ['b']), step('b', 2, [], { join: 'all' })])).toEqual([]);
    const again = [...fork('all').slice(0, 3), step('d', 4, ['a', 'e'], { join: 'all' }), step('e', 5, [])];
    expect(faults(again)).toEqual([]);
  });
});

describe('a handover', () => {
  it.each([
    ['handover-step-unknown handovers.to-desk.afterStepKey', { afterStepKey: 'elsewhere' }],
    ['receiver-missing handovers.to-desk.toTeam', { toTeam: ' ' }],
    ['receiver-is-sender handovers.to-desk.toTeam', { toTeam: 'sales' }],
    ['handover-without-items handovers.to-desk.items', { items: [] }],
    [
      'item-twice handovers.to-desk.items',
      { items: [1, 2].map((weight) => ({ key: 'account', required: true, weight })) },
    ],
  ])('shows %s', (fault, more) => {
    expect(faults([step('a', 1, [])], [handover(more)])).toEqual([fault]);
  });
});
