import { ApiProperty } from '@nestjs/swagger';
import { Measure, Text, Whole } from '../answer/answer-properties';
import { TableFreshness } from '../freshness/freshness.dto';

/** How long visits to one step last, open ones counted as what they are: not over yet. Days. */
export class StageDuration {
  @Text('Process; null: visits of deals that name none')
  readonly processId!: string | null;

  @Whole('Process version; null: visits that no version binds')
  readonly version!: number | null;

  @ApiProperty()
  readonly stepKey!: string;

  @ApiProperty({ enum: ['all', 'one'], description: 'all: every segment together; one: the segment named' })
  readonly segmentScope!: 'all' | 'one';

  @Text('Customer segment; null over all segments, and for deals whose segment is unknown')
  readonly segment!: string | null;

  @ApiProperty({ description: 'Visits entered by the as-of whose time is known' })
  readonly n!: number;

  @ApiProperty({ description: 'Of these, ended by the as-of' })
  readonly completedN!: number;

  @ApiProperty({ description: 'Of these, still open at the as-of' })
  readonly censoredN!: number;

  @ApiProperty({ description: 'Visits left out because the source knew no time' })
  readonly unknownTimeN!: number;

  @Measure('Days within which half of the visits end (Kaplan-Meier)')
  readonly kmP50D!: number | null;

  @Measure('Lower end of its 95 % interval')
  readonly kmP50LowD!: number | null;

  @Measure('Upper end of its 95 % interval; null where the data set no bound')
  readonly kmP50HighD!: number | null;

  @Measure('Days within which nine of ten visits end')
  readonly kmP90D!: number | null;

  @Measure('Lower end of its 95 % interval')
  readonly kmP90LowD!: number | null;

  @Measure('Upper end of its 95 % interval; null where the data set no bound')
  readonly kmP90HighD!: number | null;

  @Text('Why a quantile is null')
  readonly kmReason!: string | null;

  @Measure('Naive: median days of ended visits alone; too short while visits are open')
  readonly naiveMedianCompletedD!: number | null;

  @Measure('Naive: mean days of ended visits alone; too short while visits are open')
  readonly meanCompletedD!: number | null;

  @Measure('Business seconds that the version expects a visit to take')
  readonly expectedBs!: number | null;
}

export class StageDurationsAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Nothing that happened later counts; null: no rows',
  })
  readonly asOf!: string | null;

  @ApiProperty({ enum: ['exact', 'utc_days'] })
  readonly unit!: 'exact' | 'utc_days';

  @ApiProperty({ type: [StageDuration] })
  readonly durations!: readonly StageDuration[];

  @ApiProperty({ type: [TableFreshness] })
  readonly freshness!: readonly TableFreshness[];
}
