import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StageDurationsAnswer } from './stage-duration.dto';
import { StageDurationsParameters } from './stage-durations.parameters';
import { StageDurationsQuery } from './stage-durations.query';

@ApiTags('steps')
@RequiresScope('read')
@Controller('v1/stage-durations')
export class StageDurationsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'How long do deals stay in each step?',
    description:
      'Kaplan-Meier p50 and p90 with interval, n and censored n, beside the naive mean that leaves open deals out. With ' +
      'an as-of or whole days it is computed for the question; without, it is read from the table.',
  })
  @ApiOkResponse({ type: StageDurationsAnswer })
  @ApiBadRequestResponse({ type: ProblemDetails })
  durations(@Query() parameters: StageDurationsParameters): Promise<StageDurationsAnswer> {
    return this.queries.execute(new StageDurationsQuery(parameters));
  }
}
