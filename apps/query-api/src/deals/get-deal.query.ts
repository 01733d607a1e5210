import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inApiWords } from '../answer/api-words';
import { Snapshots } from '../answer/snapshots';
import { RecordHead } from '../freshness/record-head';
import { readFreshness } from '../freshness/table-freshness';
import { DEAL_STATE, type DealAnswer } from './deal.dto';
import { rootOf } from './root-of';
import { unknownDeal } from './unknown-deal';

const COLUMNS = DEAL_STATE.standing.columns.map(({ name }) => name).join(', ');

/** Where does this deal stand? */
export class GetDealQuery extends Query<DealAnswer> {
  constructor(readonly dealId: string) {
    super();
  }
}

@QueryHandler(GetDealQuery)
export class GetDealHandler implements IQueryHandler<GetDealQuery> {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(RecordHead) private readonly record: RecordHead,
  ) {}

  async execute({ dealId }: GetDealQuery): Promise<DealAnswer> {
    const head = await this.record.position();
    return this.snapshots.read(async (client) => {
      const root = await rootOf(client, dealId);
      const { rows } = await client.query<Record<string, unknown>>(
        `select ${COLUMNS} from bi_v1.deal_state where deal_id = $1`,
        [root],
      );
      if (rows[0] === undefined) throw unknownDeal(dealId);
      return {
        deal: inApiWords(rows[0]),
        merged: root !== dealId,
        freshness: await readFreshness(client, head, ['deal_state']),
      };
    });
  }
}
