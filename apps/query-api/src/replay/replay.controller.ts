import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReplayAnswer } from './replay.dto';
import { ReplayDealQuery } from './replay-deal.query';
import { ReplayParameters } from './replay.parameters';

@ApiTags('replay')
@RequiresScope('replay')
@Controller('v1/deals/:dealId/history')
export class ReplayController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Replay a deal from the record',
    description:
      'Every recorded event in the order in which it happened: who, when it happened, when it was recorded, and where the ' +
      'deal stood then. `asOf` asks what was known at an instant, `asAt` what had happened by an instant.',
  })
  @ApiOkResponse({ type: ReplayAnswer })
  @ApiNotFoundResponse({ type: ProblemDetails })
  @ApiBadRequestResponse({ type: ProblemDetails })
  history(@Param('dealId') dealId: string, @Query() parameters: ReplayParameters): Promise<ReplayAnswer> {
    return this.queries.execute(new ReplayDealQuery(dealId, parameters));
  }
}
