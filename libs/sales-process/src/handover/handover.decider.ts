import { type Decider } from '@gemba/event-sourcing';
import { type AnyStreamEvent } from '../any-stream/any-stream.events';
import { type HandoverCommand } from './handover.commands';
import { type HandoverEvent } from './handover.events';
import { type HandoverDecision, type HandoverRefusal } from './handover.refusal';
import { evolveHandover, type HandoverState, nothingSubmitted } from './handover.state';
import { acceptHandover, rejectHandover, withdrawHandover } from './judge-handover';
import { submitHandover } from './submit-handover';

const decide = (command: HandoverCommand, state: HandoverState): HandoverDecision => {
  switch (command.type) {
    case 'SubmitHandover':
      return submitHandover(command, state);
    case 'AcceptHandover':
      return acceptHandover(command, state);
    case 'RejectHandover':
      return rejectHandover(command, state);
    case 'WithdrawHandover':
      return withdrawHandover(command, state);
  }
};

/** One handover: one deal, one boundary, one receiver, from the first submission to acceptance. */
export const handoverDecider: Decider<HandoverState, HandoverCommand, HandoverEvent | AnyStreamEvent, HandoverRefusal> =
  { initial: nothingSubmitted, evolve: evolveHandover, decide };
