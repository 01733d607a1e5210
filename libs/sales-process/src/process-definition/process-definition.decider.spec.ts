import { fold } from '@gemba/event-sourcing';
import { specifyDecider } from '@gemba/event-sourcing/testing';
import { type PublishVersion, type ReviewProcess } from './process-definition.commands';
import { processDecider } from './process-definition.decider';
import { type ProcessDefinitionEvent, type StepDefined, type VersionPublished } from './process-definition.events';

const { given } = specifyDecider(processDecider);

const processId = 'acme:selling';
const NOW = '2026-03-02T10:00:00+01:00';
const NOW_CANONICAL = '2026-03-02T09:00:00.000000Z';
const NEXT_WEEK = '2026-03-09T00:00:00.000000Z';

const draft = (version: number, title = 'Selling') =>
  ({ type: 'DraftVersion', data: { processId, version, title } }) as const;
const drafted = (version: number, title = 'Selling'): ProcessDefinitionEvent => ({
  type: 'ProcessDrafted',
  data: { processId, version, title },
});

const step = (version: number, more: Partial<StepDefined['data']> = {}): StepDefined['data'] => ({
  processId,
  version,
  key: 'need-assessment',
  title: 'Need assessment',
  ordinal: 1,
  purpose: 'Understand the need.',
  ownerRole: 'sales representative',
  people: ['customer'],
  paperwork: ['requirements'],
  entry: 'A meeting is agreed.',
  exit: 'The customer confirmed the requirements.',
  expectedBs: 28_800,
  mandatory: true,
  repeatable: false,
  visible: true,
  ...more,
});
const defined = (version: number, more: Partial<StepDefined['data']> = {}): ProcessDefinitionEvent => ({
  type: 'StepDefined',
  data: step(version, more),
});

const publish = (version: number, more: Partial<PublishVersion> = {}): PublishVersion => ({
  type: 'PublishVersion',
  processId,
  version,
  now: NOW,
  evidenceIds: ['acme:experiment-3'],
  migration: 'stay',
  ...more,
});
const published = (version: number, more: Partial<VersionPublished['data']> = {}): ProcessDefinitionEvent => ({
  type: 'VersionPublished',
  data: {
    processId,
    version,
    effectiveFrom: NOW_CANONICAL,
    evidenceIds: ['acme:experiment-3'],
    migration: 'stay',
    ...more,
  },
});
const firstVersion = [drafted(1), defined(1), published(1)];

describe('drafting', () => {
  it('begins the next version, once', () => {
    given().when(draft(1)).recordsOnce(drafted(1));
    given(...firstVersion)
      .when(draft(2))
      .recordsOnce(drafted(2));
  });

  it('counts versions up without a gap', () => {
    given().when(draft(2)).refuses('version-number', 'version');
    given(...firstVersion)
      .when(draft(3))
      .refuses('version-number', 'version');
  });

  it('leaves a draft behind that was never published', () => {
    given(drafted(1), defined(1)).when(draft(2, 'Selling anew')).recordsOnce(drafted(2, 'Selling anew'));
  });

  it('never gives one number to two drafts', () => {
    given(drafted(1)).when(draft(1, 'Something else')).refuses('version-differs', 'version');
  });

  it('writes nothing when it arrives again after publication', () => {
    given(...firstVersion)
      .when(draft(1))
      .recordsNothing();
  });
});

describe('describing a draft', () => {
  const handover = {
    processId,
    version: 1,
    key: 'to-desk',
    afterStepKey: 'need-assessment',
    fromTeam: 'sales',
    toTeam: 'desk',
    items: [{ key: 'account', required: true, weight: 1 }],
  };
  const cadence = { processId, version: 1, count: 2, media: ['phone'], gapsDays: [3], toleranceDays: 1 };

  it('records a step once, and anew when it changes', () => {
    given(drafted(1))
      .when({ type: 'DefineStep', data: step(1) })
      .recordsOnce(defined(1));
    given(drafted(1), defined(1))
      .when({ type: 'DefineStep', data: step(1, { expectedBs: 3600 }) })
      .recordsOnce(defined(1, { expectedBs: 3600 }));
  });

  it('records a handover and a cadence once', () => {
    given(drafted(1))
      .when({ type: 'DefineHandover', data: handover })
      .recordsOnce({ type: 'HandoverDefined', data: handover });
    given(drafted(1))
      .when({ type: 'DefineCadence', data: cadence })
      .recordsOnce({ type: 'CadenceDefined', data: cadence });
  });

  it('needs a draft', () => {
    given()
      .when({ type: 'DefineStep', data: step(1) })
      .refuses('version-unknown', 'version');
    given(...firstVersion)
      .when({ type: 'DefineCadence', data: { ...cadence, version: 2 } })
      .refuses('version-unknown', 'version');
  });

  it.each([
    { type: 'DefineStep', data: step(1, { expectedBs: 3600 }) } as const,
    { type: 'DefineStep', data: step(1, { key: 'another' }) } as const,
    { type: 'DefineHandover', data: handover } as const,
    { type: 'DefineCadence', data: cadence } as const,
  ])('is impossible once the version is published ($type $data.key)', (command) => {
    given(...firstVersion)
      .when(command)
      .refuses('already-published', 'version');
  });

  it('writes nothing when what was published arrives again', () => {
    given(...firstVersion)
      .when({ type: 'DefineStep', data: step(1) })
      .recordsNothing();
  });
});

describe('wording a step', () => {
  const words = (version: number, text: string, stepKey = 'need-assessment') =>
    ({ type: 'WordStepMessage', data: { processId, stepKey, version, text } }) as const;
  const worded = (version: number, text: string): ProcessDefinitionEvent => ({
    type: 'StepMessageVersioned',
    data: { processId, stepKey: 'need-assessment', version, text },
  });

  it('counts the wordings of each step, before and after publication', () => {
    given(drafted(1), defined(1)).when(words(1, 'Hello')).recordsOnce(worded(1, 'Hello'));
    given(...firstVersion, worded(1, 'Hello'))
      .when(words(2, 'Good day'))
      .recordsOnce(worded(2, 'Good day'));
    given(...firstVersion)
      .when(words(2, 'Hello'))
      .refuses('message-number', 'version');
  });

  it('writes nothing for a wording that was replaced since', () => {
    given(...firstVersion, worded(1, 'Hello'), worded(2, 'Good day'))
      .when(words(1, 'Hello'))
      .recordsNothing();
  });

  it('never gives one number to two wordings', () => {
    given(...firstVersion, worded(1, 'Hello'))
      .when(words(1, 'Good day'))
      .refuses('message-differs', 'version');
  });

  it('is about a step that some version describes', () => {
    given(...firstVersion)
      .when(words(1, 'Hello', 'nowhere'))
      .refuses('step-unknown', 'stepKey');
  });
});

describe('publishing', () => {
  const ready = [drafted(1), defined(1)];

  it('makes a draft a version from now on, or from later on, once', () => {
    given(...ready)
      .when(publish(1))
      .recordsOnce(published(1));
    given(...ready)
      .when(publish(1, { effectiveFrom: NEXT_WEEK, by: 'acme:u1', migration: 'move' }))
      .recordsOnce(published(1, { effectiveFrom: NEXT_WEEK, by: 'acme:u1', migration: 'move' }));
  });

  it('writes nothing when it arrives again later', () => {
    given(...ready, published(1))
      .when(publish(1, { now: '2026-04-01T00:00:00Z' }))
      .recordsNothing();
    given(...ready, published(1))
      .when(publish(1, { now: '2026-04-01T00:00:00Z', effectiveFrom: NOW }))
      .recordsNothing();
  });

  it('never happens twice with other words', () => {
    given(...ready, published(1))
      .when(publish(1, { migration: 'move' }))
      .refuses('already-published', 'version');
    given(...ready, published(1))
      .when(publish(1, { effectiveFrom: NEXT_WEEK }))
      .refuses('already-published', 'version');
  });

  it('is never backdated', () => {
    given(...ready)
      .when(publish(1, { effectiveFrom: '2026-03-02T08:59:59.999999Z' }))
      .refuses('backdated', 'effectiveFrom');
  });

  it('takes effect after the version before it', () => {
    const past = [...ready, published(1, { effectiveFrom: NEXT_WEEK }), drafted(2), defined(2)];
    given(...past)
      .when(publish(2))
      .refuses('effective-out-of-order', 'effectiveFrom');
    given(...past)
      .when(publish(2, { effectiveFrom: NEXT_WEEK }))
      .refuses('effective-out-of-order', 'effectiveFrom');
    given(...past)
      .when(publish(2, { effectiveFrom: '2026-03-09T00:00:00.000001Z' }))
      .recordsOnce(published(2, { effectiveFrom: '2026-03-09T00:00:00.000001Z' }));
  });

  it('rests on evidence, or says why it cannot wait', () => {
    given(...ready)
      .when(publish(1, { evidenceIds: [] }))
      .refuses('evidence-missing', 'evidenceIds');
    given(...ready)
      .when(publish(1, { evidenceIds: [' '] }))
      .refuses('evidence-missing', 'evidenceIds');
    given(...ready)
      .when(publish(1, { evidenceIds: [], emergencyReason: ' ' }))
      .refuses('evidence-missing', 'evidenceIds');
    given(...ready)
      .when(publish(1, { evidenceIds: [], emergencyReason: 'the law changed' }))
      .recordsOnce(published(1, { evidenceIds: [], emergencyReason: 'the law changed' }));
  });

  it('needs a draft that is clear to those who work by it', () => {
    given(drafted(1)).when(publish(1)).refuses('unclear', 'steps');
    given(drafted(1), defined(1, { ownerRole: '' }))
      .when(publish(1))
      .refuses('unclear', 'steps.need-assessment.ownerRole');
    given().when(publish(1)).refuses('version-unknown', 'version');
  });

  it('never goes back to an older draft', () => {
    given(drafted(1), defined(1), drafted(2), defined(2), published(2))
      .when(publish(1))
      .refuses('newer-published', 'version');
  });

  it.each([
    ['now', { now: 'today' }],
    ['effectiveFrom', { effectiveFrom: '2026-03-09' }],
  ])('understands an instant only (%s)', (field, more) => {
    given(...ready)
      .when(publish(1, more))
      .refuses('not-an-instant', field);
  });
});

describe('retiring', () => {
  const retire = (version: number) => ({ type: 'RetireVersion', processId, version, by: 'acme:u1' }) as const;

  it('ends a published version, once', () => {
    given(...firstVersion)
      .when(retire(1))
      .recordsOnce({ type: 'VersionRetired', data: { processId, version: 1, by: 'acme:u1' } });
  });

  it('is nothing for a draft, nor for a version that nobody drafted', () => {
    given(drafted(1)).when(retire(1)).refuses('not-published', 'version');
    given().when(retire(1)).refuses('version-unknown', 'version');
  });
});

describe('reviewing', () => {
  const review = (reviewId: string, findings: string): ReviewProcess => ({
    type: 'ReviewProcess',
    data: { processId, reviewId, findings },
  });
  const reviewed = (reviewId: string, findings: string): ProcessDefinitionEvent => ({
    type: 'ProcessReviewed',
    data: { processId, reviewId, findings },
  });

  it('records each review once, though two may find the same', () => {
    given(...firstVersion)
      .when(review('q1', 'nothing'))
      .recordsOnce(reviewed('q1', 'nothing'));
    given(...firstVersion, reviewed('q1', 'nothing'))
      .when(review('q2', 'nothing'))
      .recordsOnce(reviewed('q2', 'nothing'));
  });

  it('never gives one id to two reviews', () => {
    given(...firstVersion, reviewed('q1', 'nothing'))
      .when(review('q1', 'much'))
      .refuses('review-differs', 'reviewId');
  });

  it('looks at a practice, which a draft is not', () => {
    given(drafted(1)).when(review('q1', 'nothing')).refuses('not-published', 'processId');
  });
});

describe('facts in a process’s stream', () => {
  it('about a version that nobody drafted, or about goals, are borne', () => {
    const facts: ProcessDefinitionEvent[] = [
      defined(7),
      published(7),
      { type: 'VersionRetired', data: { processId, version: 7 } },
      { type: 'StrategyGoalSet', data: { processId, goalId: 'g1', title: 'Grow' } },
      { type: 'GoalLinked', data: { processId, stepKey: 'need-assessment', goalId: 'g1' } },
    ];
    expect(fold(processDecider, facts)).toEqual(processDecider.initial);
    given(...facts)
      .when(draft(1))
      .recordsOnce(drafted(1));
  });
});
