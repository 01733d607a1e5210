import { canonicalInstant } from '@gemba/event-sourcing';
import { Problem, RequiresScope } from '@gemba/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Rebuilds } from './rebuilds';
import { answerOf, RebuildAnswer, RebuildRequest } from './rebuilds.dto';

@ApiTags('operations')
@RequiresScope('admin')
@Controller('v1/rebuilds')
export class RebuildsController {
  constructor(@Inject(Rebuilds) private readonly rebuilds: Rebuilds) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Compute the tables anew from the record, or as they were at an instant' })
  @ApiAcceptedResponse({
    type: RebuildAnswer,
    description: 'It runs; GET /v1/rebuilds/{rebuildId} tells when it is done.',
  })
  async begin(@Body() { asOf }: RebuildRequest): Promise<RebuildAnswer> {
    const instant = asOf === undefined ? null : canonicalInstant(asOf);
    if (asOf !== undefined && instant === null)
      throw new Problem(400, 'invalid-instant', `The instant ${asOf} is none.`, {
        field: 'asOf',
        remedy: 'Give date, time and offset, such as 2026-03-02T10:00:00Z.',
      });
    return answerOf(await this.rebuilds.begin(instant));
  }

  @Get(':rebuildId')
  @ApiOperation({ summary: 'What became of a rebuild?' })
  @ApiOkResponse({ type: RebuildAnswer })
  async get(@Param('rebuildId') rebuildId: string): Promise<RebuildAnswer> {
    const rebuild = await this.rebuilds.get(rebuildId);
    if (rebuild !== undefined) return answerOf(rebuild);
    throw new Problem(404, 'rebuild-unknown', `No rebuild ${rebuildId} is known: the last hundred are.`, {
      field: 'rebuildId',
      remedy: 'Begin one: POST /v1/rebuilds.',
    });
  }
}
