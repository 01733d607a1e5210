import { ApiProperty } from '@nestjs/swagger';
import { Instant, Text, Whole } from '../answer/answer-properties';

/** Where a change came from. */
export class JourneyChange {
  @ApiProperty({ enum: ['begun', 'forward', 'back', 'same', 'reopened', 'process_changed'] })
  readonly what!: string;

  @Instant('When it happened')
  readonly at!: string | null;

  @Whole('`step` before it')
  readonly fromStep!: number | null;

  @Whole('`of` before it')
  readonly fromOf!: number | null;
}

/** What a customer sees of their own deal: these members and no others. */
export class PublicJourney {
  @ApiProperty({ enum: ['underway', 'won', 'ended'] })
  readonly status!: string;

  @Whole('Step 4 …')
  readonly step!: number | null;

  @Whole('… of 10, on this deal’s own way')
  readonly of!: number | null;

  @Text('What the step is called')
  readonly title!: string | null;

  @Text('What happens in it')
  readonly message!: string | null;

  @Text('What comes next')
  readonly next!: string | null;

  @ApiProperty({ enum: ['you', 'us'], nullable: true, description: 'Whose turn it is' })
  readonly dueFrom!: string | null;

  @ApiProperty({ type: [String], description: 'What we still need from you' })
  readonly neededFromYou!: readonly string[];

  @Text('Date by which the step should be done, where you live')
  readonly expectedDate!: string | null;

  @Text('Date by which the whole way should be done')
  readonly endExpectedDate!: string | null;

  @Text('Half of such steps are done by this date')
  readonly likelyDate!: string | null;

  @Text('Nine of ten such steps are done by this date')
  readonly latestLikelyDate!: string | null;

  @Text('Zone of the dates')
  readonly timeZone!: string | null;

  @ApiProperty({ type: JourneyChange, nullable: true })
  readonly change!: JourneyChange | null;

  @Instant('Everything that we had heard by then is in')
  readonly asOf!: string | null;
}
