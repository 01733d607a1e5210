import { ApiProperty } from '@nestjs/swagger';
import { TableFreshness } from '../freshness/freshness.dto';
import { Instant, Text, Whole } from '../answer/answer-properties';

/** Where one deal stands. Unknown is null, with a reason where there can be several. */
export class Deal {
  @ApiProperty({ example: 'crm:4711' })
  readonly dealId!: string;

  @ApiProperty({ description: 'The current episode: 1, and one more for each reopening' })
  readonly attempt!: number;

  @Text('Process that the deal follows')
  readonly processId!: string | null;

  @Whole('Process version that binds the deal now')
  readonly version!: number | null;

  @Text('Why version is null')
  readonly versionReason!: string | null;

  @Text('The step the deal is in, or was in when it closed')
  readonly stepKey!: string | null;

  @ApiProperty({ enum: ['open', 'won', 'lost', 'no_decision', 'disqualified'] })
  readonly outcome!: string;

  @Instant('When the deal was first opened')
  readonly openedAt!: string | null;

  @Text('Why openedAt is null')
  readonly openedReason!: string | null;

  @Instant('When the outcome that holds was first said')
  readonly closedAt!: string | null;

  @Text('Why closedAt is null')
  readonly closedReason!: string | null;

  @Whole('Value in minor units of the currency')
  readonly amountMinor!: number | null;

  @Text('ISO 4217 currency of the value')
  readonly currency!: string | null;

  @Text('Customer')
  readonly customerId!: string | null;

  @Text('Customer segment')
  readonly segment!: string | null;

  @Text('How the deal is worked: outside, inside, digital, or a word of one’s own')
  readonly channel!: string | null;

  @Text('Owner')
  readonly ownerId!: string | null;

  @Text('Team of the owner when they took the deal over')
  readonly teamId!: string | null;

  @ApiProperty({ description: 'Events of the deal that hold' })
  readonly events!: number;

  @Instant('When the last of them happened')
  readonly lastHappenedAt!: string | null;

  @ApiProperty({ description: 'Visits to steps, all attempts together' })
  readonly visits!: number;

  @Whole('Visits entered by a move backward; null where the direction of one is unknown')
  readonly backwardMoves!: number | null;

  @ApiProperty({ type: [String], description: 'Deals merged into this one' })
  readonly mergedDealIds!: readonly string[];
}

export class DealPage {
  @ApiProperty({ type: [Deal] })
  readonly deals!: readonly Deal[];

  @Text('Send it as `after` for the next page; null at the end')
  readonly next!: string | null;

  @ApiProperty({ type: [TableFreshness] })
  readonly freshness!: readonly TableFreshness[];
}

export class DealAnswer {
  @ApiProperty({ type: Deal })
  readonly deal!: Deal;

  @ApiProperty({ description: 'Whether the deal that was asked for has been merged into this one' })
  readonly merged!: boolean;

  @ApiProperty({ type: [TableFreshness] })
  readonly freshness!: readonly TableFreshness[];
}
