import { Body, Controller, Headers, HttpCode, Inject, Param, ParseIntPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import {
  commandsToPublish,
  diffDefinition,
  latestPublished,
  parseProcessFile,
  type ProcessCommand,
  type ProcessDefinition,
  type ProcessRefusal,
  type ProcessState,
  type Publication,
  type VersionChange,
} from '@gemba/sales-process';
import { answerOrProblem, CommandAnswer, type StatusOf } from '../command-answer';
import { now, originOf } from '../origin';
import { DecideProcess } from './decide-process';
import { PublishAnswer, PublishBody, RetireBody, ReviewBody } from './process.dto';

const STATUS: StatusOf<ProcessRefusal> = {
  unclear: 422,
  'evidence-missing': 422,
  'not-an-instant': 422,
  backdated: 422,
  'effective-out-of-order': 422,
  'step-unknown': 422,
  'version-unknown': 409,
  'version-number': 409,
  'version-differs': 409,
  'already-published': 409,
  'not-published': 409,
  'newer-published': 409,
  'message-number': 409,
  'message-differs': 409,
  'review-differs': 409,
};

/** Processes that are decided here. Each command may be sent again: the second time it changes nothing. */
@ApiTags('process')
@ApiHeader({ name: 'idempotency-key', required: false, description: 'Names the command' })
@ApiResponse({ status: 409, type: ProblemDetails, description: 'Something else was recorded before' })
@ApiResponse({ status: 422, type: ProblemDetails, description: 'What was asked is at fault' })
@RequiresScope('admin')
@Controller('v1/processes')
export class ProcessController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus) {}

  @Post('publish')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Publish a process definition file as the next version',
    description: 'Drafts, defines and publishes in one. A file that is published already changes nothing.',
  })
  @ApiOkResponse({ type: PublishAnswer })
  async publish(@Body() body: PublishBody, @Headers('idempotency-key') key?: string): Promise<PublishAnswer> {
    const { file, inForceSince, ...said } = body;
    const definition = definitionIn(file);
    const { processId } = definition;
    const adopted = inForceSince === undefined ? {} : { occurredAt: inForceSince };
    const origin = originOf({ ...body, ...adopted }, key);
    const publication: Publication = { ...said, now: origin.occurredAt };
    let changes: readonly VersionChange[] = [];
    const commandsFor = (state: Parameters<typeof diffDefinition>[1]): readonly ProcessCommand[] => {
      changes = diffDefinition(definition, state);
      const commands = commandsToPublish(definition, state, publication);
      if (inForceSince !== undefined && commands.length > 0) refuseAdoption(processId, state, origin.occurredAt);
      return commands;
    };
    const answer = await this.bus.execute(new DecideProcess(processId, commandsFor, origin));
    return { processId, changes, ...answerOrProblem(answer, STATUS) };
  }

  @Post(':id/versions/:version/retire')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a version to no new deal any more' })
  @ApiOkResponse({ type: CommandAnswer })
  retire(
    @Param('id') processId: string,
    @Param('version', ParseIntPipe) version: number,
    @Body() { by }: RetireBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const who = by === undefined ? {} : { by };
    return this.one(processId, { type: 'RetireVersion', processId, version, ...who }, by, key);
  }

  @Post(':id/reviews')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record what people found when they looked at the process together' })
  @ApiOkResponse({ type: CommandAnswer })
  review(
    @Param('id') processId: string,
    @Body() { by, reviewId, findings }: ReviewBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<CommandAnswer> {
    const data = { processId, reviewId, findings, ...(by === undefined ? {} : { by }) };
    return this.one(processId, { type: 'ReviewProcess', data }, by, key);
  }

  private async one(processId: string, command: ProcessCommand, by: string | undefined, key: string | undefined) {
    const origin = originOf(by === undefined ? {} : { by }, key);
    return answerOrProblem(await this.bus.execute(new DecideProcess(processId, () => [command], origin)), STATUS);
  }
}

/**
 * Whoever begins with Gemba has a process already, and deals that followed it. What was in force before may be told
 * once, as of when it was; from then on a version takes effect at its publication or later.
 */
const refuseAdoption = (processId: string, state: ProcessState, since: string): void => {
  const published = latestPublished(state);
  if (published === null && since <= now()) return;
  const why =
    published === null
      ? `inForceSince is ${since}, which has not come yet.`
      : `Version ${published.drafted.version} of ${processId} is published: it has been in force by Gemba's own word.`;
  throw new Problem(422, 'adoption-refused', why, {
    field: 'inForceSince',
    remedy: 'Leave inForceSince out; effectiveFrom may name a later instant.',
  });
};

const definitionIn = (file: string): ProcessDefinition => {
  const { definition, faults } = parseProcessFile(file);
  if (definition !== null) return definition;
  const sentence = faults.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
  throw new Problem(422, 'process-file-faulty', `The process definition file is at fault: ${sentence}.`, {
    field: 'file',
    remedy: 'Mend the lines that are named.',
    extensions: { faults },
  });
};
