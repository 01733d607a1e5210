import { OpenToAll, ProblemDetails } from '@gemba/platform';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { PublicJourney } from './public-journey.dto';
import { ReadPublicJourneyQuery } from './read-public-journey.query';

/** Lets nobody try links by the thousand. */
const CALLS_PER_MINUTE = 60;

@ApiTags('public')
@OpenToAll({ callsPerMinute: CALLS_PER_MINUTE })
@Controller('public/journeys')
export class PublicJourneysController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':token')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  @ApiOperation({
    summary: 'Where am I, what comes next, when, and what do you need from me?',
    description: 'For the customer who was given the link.',
  })
  @ApiOkResponse({ type: PublicJourney })
  @ApiNotFoundResponse({ type: ProblemDetails })
  @ApiTooManyRequestsResponse({ type: ProblemDetails })
  read(@Param('token') token: string): Promise<PublicJourney> {
    return this.queries.execute(new ReadPublicJourneyQuery(token));
  }
}
