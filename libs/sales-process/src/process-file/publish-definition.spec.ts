import { fold } from '@gemba/event-sourcing';
import { type Publication } from '../process-definition/process-definition.commands';
import { processDecider } from '../process-definition/process-definition.decider';
import { type ProcessDefinitionEvent } from '../process-definition/process-definition.events';
import { type ProcessDefinition } from './process-definition';
import { commandsToPublish, decideInTurn, diffDefinition, lintDefinition } from './publish-definition';

const publication: Publication = { now: '2026-03-02T09:00:00Z', evidenceIds: ['acme:x3'], migration: 'stay' };
const later = { ...publication, now: '2026-04-02T09:00:00Z' };

const step = (key: string, ordinal: number, following?: string): ProcessDefinition['steps'][number] => ({
  key,
  title: key,
  ordinal,
  purpose: 'To go on.',
  ownerRole: 'sales representative',
  people: ['customer'],
  paperwork: ['notes'],
  entry: 'It can begin.',
  exit: 'It is done.',
  expectedBs: 3600,
  mandatory: true,
  repeatable: false,
  visible: true,
  ...(following === undefined ? {} : { next: { kind: 'xor', steps: [following] } }),
});

const definition: ProcessDefinition = {
  processId: 'acme:selling',
  drafted: { title: 'Selling', tz: 'UTC' },
  steps: [step('a', 1, 'b'), step('b', 2)],
  handovers: [
    { key: 'h', afterStepKey: 'a', fromTeam: 'x', toTeam: 'y', items: [{ key: 'i', required: true, weight: 1 }] },
  ],
  cadence: { count: 2, media: ['phone'], gapsDays: [3], toleranceDays: 1 },
  messages: [{ stepKey: 'a', text: 'Hello' }],
};

const publish = (wanted: ProcessDefinition, past: readonly ProcessDefinitionEvent[], how = publication) => {
  const state = fold(processDecider, past);
  const decision = decideInTurn(commandsToPublish(wanted, state, how), state);
  if (!decision.accepted) throw new Error(decision.refusal.message);
  return decision.events;
};

const typesOf = (events: readonly ProcessDefinitionEvent[]) => events.map(({ type }) => type);

describe('publishing a definition', () => {
  const first = publish(definition, []);

  it('drafts, describes, words and publishes it in one go', () => {
    expect(typesOf(first)).toEqual([
      'ProcessDrafted',
      'StepDefined',
      'StepDefined',
      'HandoverDefined',
      'CadenceDefined',
      'StepMessageVersioned',
      'VersionPublished',
    ]);
    expect(diffDefinition(definition, fold(processDecider, first))).toEqual([]);
  });

  it('writes nothing the second time', () => {
    expect(publish(definition, first, later)).toEqual([]);
  });

  it('makes the next version of what changed', () => {
    const changed = { ...definition, steps: [step('a', 1)], handovers: [], cadence: null };
    const second = publish(changed, first, later);
    const state = fold(processDecider, [...first, ...second]);
    expect([...state.versions.keys()]).toEqual([1, 2]);
    expect([...state.versions.get(2)!.steps.keys()]).toEqual(['a']);
    expect(publish(changed, [...first, ...second], later)).toEqual([]);
  });

  it('gives new words a number, and the process none', () => {
    const reworded = { ...definition, messages: [{ stepKey: 'a', text: 'Good day' }] };
    expect(publish(reworded, first, later)).toEqual([
      { type: 'StepMessageVersioned', data: { processId: 'acme:selling', stepKey: 'a', version: 2, text: 'Good day' } },
    ]);
  });

  it('leaves a half-written draft of somebody else behind', () => {
    const abandoned: ProcessDefinitionEvent = {
      type: 'ProcessDrafted',
      data: { processId: 'acme:selling', version: 2, title: 'An idea' },
    };
    const changed = { ...definition, drafted: { title: 'Selling anew' } };
    expect(publish(changed, [...first, abandoned], later)[0]).toMatchObject({ data: { version: 3 } });
  });

  it('brings a retired process back as a version of its own', () => {
    const retired: ProcessDefinitionEvent = { type: 'VersionRetired', data: { processId: 'acme:selling', version: 1 } };
    expect(publish(definition, [...first, retired], later).at(-1)).toMatchObject({ data: { version: 2 } });
  });

  it('writes nothing at all where one command is refused', () => {
    const unclear = { ...definition, steps: [{ ...step('a', 1), exit: '' }] };
    const state = processDecider.initial;
    expect(lintDefinition(unclear).map(({ code }) => code)).toEqual(['exit-missing']);
    expect(decideInTurn(commandsToPublish(unclear, state, publication), state)).toMatchObject({
      accepted: false,
      refusal: { code: 'unclear', field: 'steps.a.exit' },
    });
  });
});

describe('comparing a definition with what is published', () => {
  it('shows everything as added where nothing is', () => {
    const changes = diffDefinition(definition, processDecider.initial);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['added']));
    expect(changes.map(({ part }) => part)).toEqual(['process', 'step', 'step', 'handover', 'cadence', 'message']);
  });

  it('shows other words as a change', () => {
    const state = fold(processDecider, publish(definition, []));
    const reworded = { ...definition, messages: [{ stepKey: 'a', text: 'Good day' }] };
    expect(diffDefinition(reworded, state)).toEqual([
      { kind: 'changed', part: 'message', key: 'a', member: 'text', from: 'Hello', to: 'Good day' },
    ]);
  });
});
