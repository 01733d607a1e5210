import { ApiProperty } from '@nestjs/swagger';
import { Instant, Measure, Text, Whole } from '../answer/answer-properties';
import { TableFreshness } from '../freshness/freshness.dto';

/** One stay of a deal in a step. A step left out has none. */
export class StageVisit {
  @ApiProperty()
  readonly dealId!: string;

  @ApiProperty({ description: 'Episode of the deal, from 1' })
  readonly attempt!: number;

  @ApiProperty()
  readonly stepKey!: string;

  @ApiProperty({ description: 'Counts the visits to this step within the attempt, from 1' })
  readonly visitNo!: number;

  @ApiProperty({ description: 'Place among all visits of the deal, from 1' })
  readonly visitSeq!: number;

  @Instant('When the deal entered; null where the source knew no time')
  readonly enteredAt!: string | null;

  @Instant('When it left; null while it is there')
  readonly exitedAt!: string | null;

  @ApiProperty({ description: 'Whether the deal was still there at the as-of: the duration is a lower bound' })
  readonly censored!: boolean;

  @Measure('Calendar seconds of the visit, of an open one up to the as-of; null where unknown or without an as-of')
  readonly durationS!: number | null;

  @Measure('The same in business seconds')
  readonly durationBs!: number | null;

  @Measure('Calendar seconds in this step with all earlier visits of the deal')
  readonly cumulativeS!: number | null;

  @Measure('The same in business seconds')
  readonly cumulativeBs!: number | null;

  @Whole('Business seconds that the version expects')
  readonly expectedBs!: number | null;

  @Measure('Business seconds beyond the expectation')
  readonly overdueBs!: number | null;

  @Text('Process of the deal')
  readonly processId!: string | null;

  @Whole('Process version that the visit is judged by')
  readonly version!: number | null;

  @Text('Customer segment of the deal')
  readonly segment!: string | null;
}

export class StageVisitPage {
  @ApiProperty({ type: [StageVisit] })
  readonly visits!: readonly StageVisit[];

  @Instant('The instant the answer is for; null: visits as they stand, open ones without a duration')
  readonly asOf!: string | null;

  @Text('Send it as `after` for the next page; null at the end')
  readonly next!: string | null;

  @ApiProperty({ type: [TableFreshness] })
  readonly freshness!: readonly TableFreshness[];
}
