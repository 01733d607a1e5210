import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ProblemDetails, RequiresScope } from '@gemba/platform';
import type { HandoverCommand, HandoverRefusal } from '@gemba/sales-process';
import { answerOrProblem, CommandAnswer, type StatusOf } from '../command-answer';
import { originOf, type OriginMembers } from '../origin';
import { BoundaryChecklist } from './boundary-checklist';
import { DecideHandover } from './decide-handover';
import { AcceptBody, RejectBody, SubmitBody, WithdrawBody } from './handover.dto';

const STATUS: StatusOf<HandoverRefusal> = {
  'receiver-is-sender': 422,
  'no-items': 422,
  'item-twice': 422,
  'item-unknown': 422,
  incomplete: 422,
  'other-handover': 409,
  'submission-differs': 409,
  'submission-number': 409,
  'submission-unknown': 409,
  'submission-pending': 409,
  'not-the-receiver': 409,
  'not-the-sender': 409,
  'already-accepted': 409,
  'already-rejected': 409,
  'already-withdrawn': 409,
};

/** Handovers that are decided here. Each command may be sent again: the second time it changes nothing. */
@ApiTags('handover')
@ApiHeader({ name: 'idempotency-key', required: false, description: 'Names the command' })
@ApiResponse({ status: 409, type: ProblemDetails, description: 'Something else was recorded before' })
@ApiResponse({ status: 422, type: ProblemDetails, description: 'What was asked is at fault' })
@RequiresScope('ingest')
@Controller('v1/handovers/:id')
export class HandoverController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(BoundaryChecklist) private readonly checklist: BoundaryChecklist,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pass a deal on to the next team, with what it needs' })
  @ApiOkResponse({ type: CommandAnswer })
  async submit(
    @Param('id') handoverId: string,
    @Body() body: SubmitBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const { occurredAt: _, boundary, ...said } = body;
    const checklist = boundary === undefined ? {} : { checklist: await this.checklist.itemsOf(boundary) };
    return this.decide({ type: 'SubmitHandover', handoverId, ...said, ...checklist }, body, key);
  }

  @Post('accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the work over; refused while a mandatory applicable item is missing' })
  @ApiOkResponse({ type: CommandAnswer })
  accept(
    @Param('id') handoverId: string,
    @Body() body: AcceptBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const { occurredAt: _, ...said } = body;
    return this.decide({ type: 'AcceptHandover', handoverId, ...said }, body, key);
  }

  @Post('reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send the work back and name what is missing or wrong' })
  @ApiOkResponse({ type: CommandAnswer })
  reject(
    @Param('id') handoverId: string,
    @Body() body: RejectBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const { submissionNo, byTeam, items } = body;
    return this.decide({ type: 'RejectHandover', handoverId, submissionNo, byTeam, items }, body, key);
  }

  @Post('withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a submission back' })
  @ApiOkResponse({ type: CommandAnswer })
  withdraw(
    @Param('id') handoverId: string,
    @Body() body: WithdrawBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const { by: _by, occurredAt: _at, ...said } = body;
    return this.decide({ type: 'WithdrawHandover', handoverId, ...said }, body, key);
  }

  private async decide(command: HandoverCommand, about: OriginMembers, key: string | undefined) {
    return answerOrProblem(await this.bus.execute(new DecideHandover(plain(command), originOf(about, key))), STATUS);
  }
}

/** Validated bodies are instances of classes; what is recorded is plain JSON without absent members. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
