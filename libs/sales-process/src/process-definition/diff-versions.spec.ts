import { diffVersions } from './diff-versions';
import { type StepDefined } from './process-definition.events';
import { type VersionContent } from './process-definition.state';

const step = (version: number, key: string, more: Partial<StepDefined['data']> = {}): StepDefined['data'] => ({
  processId: 'acme:selling',
  version,
  key,
  title: key,
  ordinal: 1,
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
  ...more,
});

const content = (version: number, steps: readonly StepDefined['data'][], more: Partial<VersionContent> = {}) => ({
  drafted: { processId: 'acme:selling', version, title: 'Selling' },
  steps: new Map(steps.map((described) => [described.key, described])),
  handovers: new Map(),
  cadence: null,
  ...more,
});

const cadence = (version: number, count: number) => ({
  processId: 'acme:selling',
  version,
  count,
  media: ['phone'],
  gapsDays: [2],
  toleranceDays: 1,
});

describe('the difference of two versions', () => {
  it('is none where only the number differs', () => {
    expect(diffVersions(content(1, [step(1, 'a')]), content(2, [step(2, 'a')]))).toEqual([]);
  });

  it('names steps that were added, removed and changed, member by member', () => {
    const before = content(1, [step(1, 'a'), step(1, 'b')]);
    const after = content(2, [step(2, 'b', { expectedBs: 7200, people: ['customer', 'legal'] }), step(2, 'c')]);
    expect(diffVersions(before, after)).toEqual([
      { kind: 'removed', part: 'step', key: 'a' },
      { kind: 'changed', part: 'step', key: 'b', member: 'people', from: ['customer'], to: ['customer', 'legal'] },
      { kind: 'changed', part: 'step', key: 'b', member: 'expectedBs', from: 3600, to: 7200 },
      { kind: 'added', part: 'step', key: 'c' },
    ]);
  });

  it('shows a member that came or went as null on the other side', () => {
    const next = { kind: 'xor', steps: ['b'] } as const;
    expect(diffVersions(content(1, [step(1, 'a')]), content(2, [step(2, 'a', { next })]))).toEqual([
      { kind: 'changed', part: 'step', key: 'a', member: 'next', from: null, to: next },
    ]);
  });

  it('is the same backwards, with the sides exchanged', () => {
    const before = content(1, [step(1, 'a'), step(1, 'b')], { cadence: cadence(1, 3) });
    const after = content(2, [step(2, 'b', { expectedBs: 7200 })], { cadence: cadence(2, 4) });
    const flipped = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    const backwards = diffVersions(after, before).map(({ kind, from, to, ...place }) =>
      kind === 'changed' ? { kind, ...place, from: to, to: from } : { kind: flipped[kind], ...place },
    );
    expect(backwards).toEqual(expect.arrayContaining([...diffVersions(before, after)]));
    expect(backwards).toHaveLength(3);
  });

  it('tells of the process itself and of its cadence', () => {
    const before = content(1, []);
    const after = content(2, [], {
      drafted: { processId: 'acme:selling', version: 2, title: 'Selling anew', tz: 'UTC' },
      cadence: cadence(2, 3),
    });
    expect(diffVersions(before, after)).toEqual([
      { kind: 'changed', part: 'process', member: 'title', from: 'Selling', to: 'Selling anew' },
      { kind: 'changed', part: 'process', member: 'tz', from: null, to: 'UTC' },
      { kind: 'added', part: 'cadence' },
    ]);
  });
});
