import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type HandoverCommand, type HandoverRefusal, handoverDecider, streamName } from '@gemba/sales-process';
import type { Answer, Origin } from '../decide-on-stream';
import { Decisions } from '../decisions';

/** Asks one handover for a decision. */
export class DecideHandover extends Command<Answer<HandoverRefusal>> {
  constructor(
    readonly command: HandoverCommand,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(DecideHandover)
export class DecideHandoverHandler implements ICommandHandler<DecideHandover> {
  constructor(@Inject(Decisions) private readonly decisions: Decisions) {}

  execute({ command, origin }: DecideHandover): Promise<Answer<HandoverRefusal>> {
    const stream = streamName('handover', command.handoverId);
    const decide = handoverDecider.decide.bind(null, command);
    return this.decisions.decide({ ...handoverDecider, stream, decide }, origin);
  }
}
