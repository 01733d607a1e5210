import { dealIdOfStream, isLinking } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { DealMerges } from './deal-merges';
import { welcomeDeals } from './deal-roots';
import { StreamDeals } from './stream-deals';
import { StreamLinks } from './stream-links';
import { type TouchedStream } from './touched-streams';

/** Keeps which deals a stream, and which root a deal, belongs to. */
export class MembershipWriter {
  private readonly links: StreamLinks;
  private readonly deals: StreamDeals;
  private readonly merges: DealMerges;

  constructor(private readonly tables: string) {
    this.links = new StreamLinks(tables);
    this.deals = new StreamDeals(tables);
    this.merges = new DealMerges(tables);
  }

  /** Follows what a page says of membership. Gives the deals, roots included, whose history became another one. */
  async write(client: PoolClient, touched: readonly TouchedStream[]): Promise<string[]> {
    await this.placeDealStreams(client, touched);
    const linking = touched.filter(({ events }) => events.some(isLinking));
    if (linking.length === 0) return [];
    const moved = await this.links.fold(
      client,
      linking.filter(({ name }) => dealIdOfStream(name) === null),
    );
    return [
      ...(await this.deals.resolve(client, moved)),
      ...(await this.merges.fold(
        client,
        linking.filter(({ name }) => dealIdOfStream(name) !== null),
      )),
    ];
  }

  /** A deal's own stream belongs to that deal whatever its events say. */
  private async placeDealStreams(client: PoolClient, touched: readonly TouchedStream[]): Promise<void> {
    const fresh = touched.flatMap(({ key, name, isNew }) => {
      const dealId = isNew ? dealIdOfStream(name) : null;
      return dealId === null ? [] : [{ key, dealId }];
    });
    if (fresh.length === 0) return;
    const dealIds = fresh.map(({ dealId }) => dealId);
    const s = quoted(this.tables);
    await client.query(`insert into ${s}.stream_deal select * from unnest($1::bigint[], $2::text[])`, [
      fresh.map(({ key }) => key),
      dealIds,
    ]);
    await welcomeDeals(client, this.tables, dealIds);
  }
}
