import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, Delete, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Snapshots } from '../answer/snapshots';
import { rootOf } from '../deals/root-of';
import { unknownDeal } from '../deals/unknown-deal';
import { JourneyLink } from './journey-link.dto';
import { JourneyLinks } from './journey-links';

@ApiTags('deals')
@RequiresScope('admin')
@Controller('v1/deals')
export class JourneyLinksController {
  constructor(
    @Inject(JourneyLinks) private readonly links: JourneyLinks,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
  ) {}

  @Post(':dealId/journey-link')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Give the customer a link to their journey',
    description: 'An earlier link of the deal opens nothing from then on.',
  })
  @ApiCreatedResponse({ type: JourneyLink })
  @ApiNotFoundResponse({ type: ProblemDetails })
  async create(@Param('dealId') dealId: string): Promise<JourneyLink> {
    const root = await this.snapshots.read((client) => rootOf(client, dealId));
    if (root === null) throw unknownDeal(dealId);
    return { path: `/public/journeys/${await this.links.create(root)}` };
  }

  @Delete(':dealId/journey-link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke the link of a deal' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDetails })
  async revoke(@Param('dealId') dealId: string): Promise<void> {
    const root = await this.snapshots.read((client) => rootOf(client, dealId));
    const wasRevoked = await this.links.revoke(root ?? dealId);
    if (wasRevoked) return;
    throw new Problem(404, 'journey-link-unknown', `The deal ${dealId} has no link to its journey.`, {
      field: 'dealId',
      remedy: 'Nothing has to be revoked.',
    });
  }
}
