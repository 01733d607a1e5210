import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { inApiWords } from '../answer/api-words';
import { decodePageKey, encodePageKey } from '../answer/page-key';
import { Snapshots } from '../answer/snapshots';
import { readFreshness } from '../freshness/table-freshness';
import { type ListStageVisitsParameters } from './list-stage-visits.parameters';
import { type StageVisit, type StageVisitPage } from './stage-visit.dto';

/** Which stays of deals in steps are there, a page at a time? */
export class ListStageVisitsQuery extends Query<StageVisitPage> {
  constructor(readonly parameters: ListStageVisitsParameters) {
    super();
  }
}

const SHARED = `deal_id, attempt, step_key, visit_no, visit_seq, entered_at, exited_at, censored, cumulative_s,
  cumulative_bs, expected_bs, overdue_bs, process_id, version, segment`;

const AS_THEY_STAND = `select ${SHARED}, duration_s, duration_bs from bi_v1.stage_visit`;
const AS_OF = `select ${SHARED}, age_s as duration_s, age_bs as duration_bs from bi_v1.stage_visit_as_of($10::timestamptz)`;

const CHOSEN = `where ($1::text is null or deal_id = $1)
    and ($2::text is null or process_id = $2)
    and ($3::integer is null or version = $3)
    and ($4::text is null or step_key = $4)
    and ($5::text is null or segment = $5)
    and ($6::boolean is null or censored = $6)
    and ($7::text is null or (deal_id, visit_seq) > ($7, $8::integer))
  order by deal_id, visit_seq limit $9`;

@QueryHandler(ListStageVisitsQuery)
export class ListStageVisitsHandler implements IQueryHandler<ListStageVisitsQuery> {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  execute({ parameters }: ListStageVisitsQuery): Promise<StageVisitPage> {
    const { deal, process, version, step, segment, open, asOf, limit } = parameters;
    const after = parameters.after === undefined ? [null, null] : decodePageKey(parameters.after, ['string', 'number']);
    const source = asOf === undefined ? AS_THEY_STAND : AS_OF;
    const values = [deal, process, version, step, segment, open, ...after, limit];
    return this.snapshots.read(async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(
        `${source} ${CHOSEN}`,
        asOf === undefined ? values : [...values, asOf],
      );
      const visits = rows.map(inApiWords) as unknown as StageVisit[];
      const last = visits.at(-1);
      return {
        visits,
        asOf: asOf ?? null,
        next: last === undefined || visits.length < limit ? null : encodePageKey([last.dealId, last.visitSeq]),
        freshness: await readFreshness(client, ['stage_visit']),
      };
    });
  }
}
