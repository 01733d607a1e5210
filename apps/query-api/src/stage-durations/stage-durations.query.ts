import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { instantOfMicros } from '@gemba/event-sourcing';
import { inApiWords } from '../answer/api-words';
import { Snapshots } from '../answer/snapshots';
import { RecordHead } from '../freshness/record-head';
import { readFreshness } from '../freshness/table-freshness';
import { DurationsThread } from './durations-thread';
import { type StageDuration, type StageDurationsAnswer } from './stage-duration.dto';
import { type StageDurationsParameters } from './stage-durations.parameters';

/** How long do deals stay in each step, open ones not left out? */
export class StageDurationsQuery extends Query<StageDurationsAnswer> {
  constructor(readonly parameters: StageDurationsParameters) {
    super();
  }
}

const STORED = `select group_id, process_id, version, step_key, segment_scope, segment, n, completed_n, censored_n,
    unknown_time_n, km_p50_d, km_p50_low_d, km_p50_high_d, km_p90_d, km_p90_low_d, km_p90_high_d, km_reason,
    naive_median_completed_d, mean_completed_d, expected_bs, as_of
  from bi_v1.stage_duration_stats
  where ($1::text is null or process_id = $1)
    and ($2::integer is null or version = $2)
    and ($3::text is null or step_key = $3)
    and ($4::text is null or (segment_scope = 'one' and segment = $4))
  order by group_id`;

@QueryHandler(StageDurationsQuery)
export class StageDurationsHandler implements IQueryHandler<StageDurationsQuery> {
  constructor(
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(RecordHead) private readonly record: RecordHead,
    @Inject(DurationsThread) private readonly thread: DurationsThread,
  ) {}

  execute({ parameters }: StageDurationsQuery): Promise<StageDurationsAnswer> {
    const { asOf, unit } = parameters;
    return asOf === undefined && unit === 'exact' ? this.stored(parameters) : this.computed(parameters);
  }

  private async stored(parameters: StageDurationsParameters): Promise<StageDurationsAnswer> {
    const { process, version, step, segment, unit } = parameters;
    const head = await this.record.position();
    return this.snapshots.read(async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(STORED, [process, version, step, segment]);
      return {
        asOf: (rows[0]?.['as_of'] as string | undefined) ?? null,
        unit,
        durations: rows.map(asDuration),
        freshness: await readFreshness(client, head, ['stage_duration_stats']),
      };
    });
  }

  private async computed(parameters: StageDurationsParameters): Promise<StageDurationsAnswer> {
    const head = await this.record.position();
    const freshness = await this.snapshots.read((client) => readFreshness(client, head, ['stage_visit']));
    const asOf = parameters.asOf ?? instantOfMicros(Date.now() * 1_000);
    const rows = await this.thread.compute({ ...parameters, asOf });
    return { asOf, unit: parameters.unit, durations: rows.map(asDuration), freshness };
  }
}

/** The row without what the answer says once for all rows. */
const asDuration = ({ group_id: _, as_of: __, ...row }: Record<string, unknown>): StageDuration =>
  inApiWords(row) as unknown as StageDuration;
