import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type ProcessCommand,
  processDecider,
  type ProcessRefusal,
  type ProcessState,
  decideInTurn,
  streamName,
} from '@gemba/sales-process';
import type { Answer, Origin } from '../decide-on-stream';
import { Decisions } from '../decisions';

/** Asks one process for a decision on commands that follow from its state: all of them happen, or none. */
export class DecideProcess extends Command<Answer<ProcessRefusal>> {
  constructor(
    readonly processId: string,
    readonly commandsFor: (state: ProcessState) => readonly ProcessCommand[],
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(DecideProcess)
export class DecideProcessHandler implements ICommandHandler<DecideProcess> {
  constructor(@Inject(Decisions) private readonly decisions: Decisions) {}

  execute({ processId, commandsFor, origin }: DecideProcess): Promise<Answer<ProcessRefusal>> {
    const stream = streamName('process', processId);
    const decide = (state: ProcessState) => decideInTurn(commandsFor(state), state);
    return this.decisions.decide({ ...processDecider, stream, decide }, origin);
  }
}
