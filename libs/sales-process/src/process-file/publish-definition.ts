import { accept, type Decision } from '@gemba/event-sourcing';
import { diffVersions, type VersionChange } from '../process-definition/diff-versions';
import { type LintFault } from '../process-definition/lint-fault';
import { lintVersion } from '../process-definition/lint-version';
import {
  type ProcessCommand,
  type Publication,
  type WordStepMessage,
} from '../process-definition/process-definition.commands';
import { processDecider } from '../process-definition/process-definition.decider';
import { type ProcessDefinitionEvent } from '../process-definition/process-definition.events';
import { type ProcessRefusal } from '../process-definition/process-definition.refusal';
import { lastVersionNumber, latestPublished, type ProcessState } from '../process-definition/process-definition.state';
import { contentOf, type ProcessDefinition } from './process-definition';

/** What keeps a definition from being published; empty: nothing does. */
export const lintDefinition = (definition: ProcessDefinition): readonly LintFault[] =>
  lintVersion(contentOf(definition, 1));

/** New words for the steps whose words are other ones now. */
const newWordings = ({ processId, messages }: ProcessDefinition, state: ProcessState): readonly WordStepMessage[] =>
  messages.flatMap(({ stepKey, text }) => {
    const last = state.messages.get(stepKey)?.at(-1);
    const version = (last?.version ?? 0) + 1;
    return last?.text === text ? [] : [{ type: 'WordStepMessage', data: { processId, stepKey, version, text } }];
  });

/** How a definition differs from what is published; everything is added where nothing is published yet. */
export const diffDefinition = (definition: ProcessDefinition, state: ProcessState): readonly VersionChange[] => {
  const latest = latestPublished(state);
  const content = contentOf(definition, latest?.drafted.version ?? 1);
  const nothing = { drafted: null, steps: new Map(), handovers: new Map(), cadence: null };
  const wordings = newWordings(definition, state).map(({ data: { stepKey, text } }): VersionChange => {
    const from = state.messages.get(stepKey)?.at(-1)?.text;
    const place = { part: 'message', key: stepKey } as const;
    return from === undefined
      ? { kind: 'added', ...place }
      : { kind: 'changed', ...place, member: 'text', from, to: text };
  });
  return [...diffVersions(latest ?? nothing, content), ...wordings];
};

/**
 * The commands that publish a definition as the next version. New words alone need no version; a definition that is
 * published already needs no command.
 */
export const commandsToPublish = (
  definition: ProcessDefinition,
  state: ProcessState,
  publication: Publication,
): readonly ProcessCommand[] => {
  const { processId } = definition;
  const wordings = newWordings(definition, state);
  const latest = latestPublished(state);
  const isNew = diffDefinition(definition, state).some(({ part }) => part !== 'message');
  if (!isNew && latest?.isRetired === false) return wordings;
  const version = lastVersionNumber(state) + 1;
  const { drafted, steps, handovers, cadence } = contentOf(definition, version);
  return [
    { type: 'DraftVersion', data: drafted },
    ...[...steps.values()].map((data) => ({ type: 'DefineStep', data }) as const),
    ...[...handovers.values()].map((data) => ({ type: 'DefineHandover', data }) as const),
    ...(cadence === null ? [] : [{ type: 'DefineCadence', data: cadence } as const]),
    ...wordings,
    { type: 'PublishVersion', processId, version, ...publication },
  ];
};

/** Decides commands one after the other, each on what the ones before it did: all of them, or the first refusal. */
export const decideInTurn = (
  commands: readonly ProcessCommand[],
  state: ProcessState,
): Decision<ProcessDefinitionEvent, ProcessRefusal> => {
  const events: ProcessDefinitionEvent[] = [];
  let current = state;
  for (const command of commands) {
    const decision = processDecider.decide(command, current);
    if (!decision.accepted) return decision;
    for (const event of decision.events) {
      current = processDecider.evolve(current, event);
      // A process command never yields an event of any other family.
      events.push(event as ProcessDefinitionEvent);
    }
  }
  return accept(...events);
};
