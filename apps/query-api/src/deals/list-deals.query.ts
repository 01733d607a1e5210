import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inApiWords } from '../answer/api-words';
import { decodePageKey, encodePageKey } from '../answer/page-key';
import { Snapshots } from '../answer/snapshots';
import { readFreshness } from '../freshness/table-freshness';
import { type Deal, type DealPage } from './deal.dto';
import { DEAL_COLUMNS } from './deal-columns';
import { type ListDealsParameters } from './list-deals.parameters';

/** Which deals are there, by id, a page at a time? */
export class ListDealsQuery extends Query<DealPage> {
  constructor(readonly parameters: ListDealsParameters) {
    super();
  }
}

const SQL = `select ${DEAL_COLUMNS} from bi_v1.deal_state
  where ($1::text is null or process_id = $1)
    and ($2::integer is null or version = $2)
    and ($3::text is null or step_key = $3)
    and ($4::text is null or segment = $4)
    and ($5::text is null or team_id = $5)
    and ($6::text is null or channel = $6)
    and ($7::text is null or outcome = $7)
    and ($8::timestamptz is null or opened_at >= $8)
    and ($9::timestamptz is null or opened_at < $9)
    and ($10::text is null or deal_id > $10)
  order by deal_id limit $11`;

@QueryHandler(ListDealsQuery)
export class ListDealsHandler implements IQueryHandler<ListDealsQuery> {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  execute({ parameters }: ListDealsQuery): Promise<DealPage> {
    const { process, version, step, segment, team, channel, outcome, openedFrom, openedBefore, limit } = parameters;
    const after = parameters.after === undefined ? null : decodePageKey(parameters.after, ['string'])[0];
    const filters = [process, version, step, segment, team, channel, outcome, openedFrom, openedBefore];
    return this.snapshots.read(async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(SQL, [...filters, after, limit]);
      const last = rows.at(-1)?.['deal_id'] as string | undefined;
      return {
        deals: rows.map(inApiWords) as unknown as Deal[],
        next: last === undefined || rows.length < limit ? null : encodePageKey([last]),
        freshness: await readFreshness(client, ['deal_state']),
      };
    });
  }
}
