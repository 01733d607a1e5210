import { RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FreshnessAnswer } from './freshness.dto';
import { FreshnessQuery } from './freshness.query';

@ApiTags('tables')
@RequiresScope('read')
@Controller('v1/freshness')
export class FreshnessController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'How fresh is each table?' })
  @ApiOkResponse({ type: FreshnessAnswer })
  freshness(): Promise<FreshnessAnswer> {
    return this.queries.execute(new FreshnessQuery());
  }
}
