import { type Decider } from '@gemba/event-sourcing';
import { type AnyStreamEvent } from '../any-stream/any-stream.events';
import { defineCadence, defineHandover, defineStep, draftVersion, wordStepMessage } from './draft-version';
import { type ProcessCommand } from './process-definition.commands';
import { type ProcessDefinitionEvent } from './process-definition.events';
import { type ProcessDecision, type ProcessRefusal } from './process-definition.refusal';
import { evolveProcess, noProcess, type ProcessState } from './process-definition.state';
import { publishVersion, retireVersion, reviewProcess } from './publish-version';

const decide = (command: ProcessCommand, state: ProcessState): ProcessDecision => {
  switch (command.type) {
    case 'DraftVersion':
      return draftVersion(command, state);
    case 'DefineStep':
      return defineStep(command, state);
    case 'DefineHandover':
      return defineHandover(command, state);
    case 'DefineCadence':
      return defineCadence(command, state);
    case 'WordStepMessage':
      return wordStepMessage(command, state);
    case 'PublishVersion':
      return publishVersion(command, state);
    case 'RetireVersion':
      return retireVersion(command, state);
    case 'ReviewProcess':
      return reviewProcess(command, state);
  }
};

/** A process and its versions: drafted, described, published once and for all, retired. */
export const processDecider: Decider<
  ProcessState,
  ProcessCommand,
  ProcessDefinitionEvent | AnyStreamEvent,
  ProcessRefusal
> = { initial: noProcess, evolve: evolveProcess, decide };
