import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListStageVisitsParameters } from './list-stage-visits.parameters';
import { ListStageVisitsQuery } from './list-stage-visits.query';
import { StageVisitPage } from './stage-visit.dto';

@ApiTags('steps')
@RequiresScope('read')
@Controller('v1/stage-visits')
export class StageVisitsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'List stays of deals in steps', description: 'By deal, in the order they happened.' })
  @ApiOkResponse({ type: StageVisitPage })
  @ApiBadRequestResponse({ type: ProblemDetails })
  list(@Query() parameters: ListStageVisitsParameters): Promise<StageVisitPage> {
    return this.queries.execute(new ListStageVisitsQuery(parameters));
  }
}
