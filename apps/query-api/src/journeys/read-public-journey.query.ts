import { Problem } from '@gemba/platform';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Snapshots } from '../answer/snapshots';
import { rootOf } from '../deals/root-of';
import { readFreshness } from '../freshness/table-freshness';
import { dealOfToken } from './journey-links';
import { publicJourney, SHOWN_COLUMNS, type ShownJourney } from './public-journey';
import { type PublicJourney } from './public-journey.dto';

/** What does a customer see of their deal? */
export class ReadPublicJourneyQuery extends Query<PublicJourney> {
  constructor(readonly token: string) {
    super();
  }
}

/** The same answer for a link that never was, one that was revoked, and a deal that is gone. */
const noJourney = (): Problem =>
  new Problem(404, 'journey-unknown', 'This link opens no journey.', {
    remedy: 'Ask the person who sent it to you for a new one.',
  });

@QueryHandler(ReadPublicJourneyQuery)
export class ReadPublicJourneyHandler implements IQueryHandler<ReadPublicJourneyQuery> {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  execute({ token }: ReadPublicJourneyQuery): Promise<PublicJourney> {
    return this.snapshots.read(async (client) => {
      const dealId = await dealOfToken(client, token);
      const root = dealId === null ? null : await rootOf(client, dealId);
      if (root === null) throw noJourney();
      const { rows } = await client.query<ShownJourney>(
        `select ${SHOWN_COLUMNS.join(', ')} from bi_v1.customer_journey where deal_id = $1`,
        [root],
      );
      if (rows[0] === undefined) throw noJourney();
      // It is told up to when this holds, not how far behind that is.
      const [freshness] = await readFreshness(client, null, ['customer_journey']);
      return publicJourney(rows[0], freshness?.recordedAt ?? null);
    });
  }
}
