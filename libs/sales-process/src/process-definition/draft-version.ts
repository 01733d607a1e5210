import { accept, refuse } from '@gemba/event-sourcing';
import {
  type DefineCadence,
  type DefineHandover,
  type DefineStep,
  type DraftVersion,
  type WordStepMessage,
} from './process-definition.commands';
import { type ProcessDefinitionEvent } from './process-definition.events';
import { type ProcessDecision, saysTheSame } from './process-definition.refusal';
import { lastVersionNumber, type ProcessState, type ProcessVersion } from './process-definition.state';

export const draftVersion = ({ data }: DraftVersion, state: ProcessState): ProcessDecision => {
  const known = state.versions.get(data.version);
  const next = lastVersionNumber(state) + 1;
  if (known !== undefined) {
    if (saysTheSame(known.drafted, data)) return accept();
    const message = `version ${data.version} was drafted with other content: draft version ${next}`;
    return refuse('version-differs', message, 'version');
  }
  if (data.version !== next) {
    return refuse('version-number', `version is ${data.version}: the next is ${next}`, 'version');
  }
  return accept<ProcessDefinitionEvent>({ type: 'ProcessDrafted', data });
};

/** Writes a part of a draft, unless it stands there already. Once published, nothing can be written any more. */
const define = (
  event: ProcessDefinitionEvent & { readonly data: { readonly version: number } },
  state: ProcessState,
  standing: (version: ProcessVersion) => object | null | undefined,
): ProcessDecision => {
  const number = event.data.version;
  const version = state.versions.get(number);
  if (version === undefined) {
    return refuse('version-unknown', `version is ${number}, which nobody drafted: draft it first`, 'version');
  }
  if (saysTheSame(standing(version) ?? null, event.data)) return accept();
  if (version.published !== null) {
    const next = lastVersionNumber(state) + 1;
    return refuse(
      'already-published',
      `version ${number} is published and never changes: draft version ${next}`,
      'version',
    );
  }
  return accept(event);
};

export const defineStep = ({ data }: DefineStep, state: ProcessState): ProcessDecision =>
  define({ type: 'StepDefined', data }, state, ({ steps }) => steps.get(data.key));

export const defineHandover = ({ data }: DefineHandover, state: ProcessState): ProcessDecision =>
  define({ type: 'HandoverDefined', data }, state, ({ handovers }) => handovers.get(data.key));

export const defineCadence = ({ data }: DefineCadence, state: ProcessState): ProcessDecision =>
  define({ type: 'CadenceDefined', data }, state, ({ cadence }) => cadence);

export const wordStepMessage = ({ data }: WordStepMessage, state: ProcessState): ProcessDecision => {
  const { stepKey, version } = data;
  if (![...state.versions.values()].some(({ steps }) => steps.has(stepKey))) {
    return refuse(
      'step-unknown',
      `stepKey is ${stepKey}, which no version describes: define the step first`,
      'stepKey',
    );
  }
  const wordings = state.messages.get(stepKey) ?? [];
  const known = wordings.find((wording) => wording.version === version);
  const next = Math.max(0, ...wordings.map((wording) => wording.version)) + 1;
  if (known !== undefined) {
    if (saysTheSame(known, data)) return accept();
    const message = `version ${version} of the words for ${stepKey} says something else: send version ${next}`;
    return refuse('message-differs', message, 'version');
  }
  if (version !== next) return refuse('message-number', `version is ${version}: the next is ${next}`, 'version');
  return accept<ProcessDefinitionEvent>({ type: 'StepMessageVersioned', data });
};
