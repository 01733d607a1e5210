import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DealAnswer } from './deal.dto';
import { GetDealQuery } from './get-deal.query';

@ApiTags('deals')
@RequiresScope('read')
@Controller('v1/deals/:dealId')
export class DealController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'Where does this deal stand?',
    description: 'A merged deal answers as the one that goes on.',
  })
  @ApiOkResponse({ type: DealAnswer })
  @ApiNotFoundResponse({ type: ProblemDetails })
  get(@Param('dealId') dealId: string): Promise<DealAnswer> {
    return this.queries.execute(new GetDealQuery(dealId));
  }
}
