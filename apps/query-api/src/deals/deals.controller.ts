import { ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DealAnswer, DealPage } from './deal.dto';
import { GetDealQuery } from './get-deal.query';
import { ListDealsParameters } from './list-deals.parameters';
import { ListDealsQuery } from './list-deals.query';

@ApiTags('deals')
@RequiresScope('read')
@Controller('v1/deals')
export class DealsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'List deals', description: 'In the order of their ids, a page at a time.' })
  @ApiOkResponse({ type: DealPage })
  @ApiBadRequestResponse({ type: ProblemDetails })
  list(@Query() parameters: ListDealsParameters): Promise<DealPage> {
    return this.queries.execute(new ListDealsQuery(parameters));
  }

  @Get(':dealId')
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
