import { ApiProperty } from '@nestjs/swagger';
import { Instant, Measure, Text, Whole } from '../answer/answer-properties';

/** Where the deal stood once an event had happened, as known at the as-of. */
export class DealStanding {
  @ApiProperty({ description: 'Episode of the deal, from 1' })
  readonly attempt!: number;

  @Text('The step it was in')
  readonly stepKey!: string | null;

  @ApiProperty({ enum: ['open', 'won', 'lost', 'no_decision', 'disqualified'] })
  readonly outcome!: string;

  @Text('Process it followed')
  readonly processId!: string | null;

  @Whole('Process version that bound it')
  readonly version!: number | null;

  @Instant('When it was opened')
  readonly openedAt!: string | null;

  @Instant('When it was closed')
  readonly closedAt!: string | null;

  @Whole('Value in minor units of the currency')
  readonly amountMinor!: number | null;

  @Text('ISO 4217 currency')
  readonly currency!: string | null;

  @Text('Owner')
  readonly ownerId!: string | null;

  @Text('Team of the owner')
  readonly teamId!: string | null;
}

const KINDS = ['happened', 'corrected', 'withdrawn', 'correction', 'repeated'] as const;

/** What an event said when it was recorded, where something else holds now. */
export class RecordedAs {
  @ApiProperty()
  readonly type!: string;

  @ApiProperty({ type: Object, additionalProperties: true })
  readonly data!: object;

  @ApiProperty({ format: 'date-time' })
  readonly occurredAt!: string;
}

/** One recorded event of the deal. */
export class ReplayEntry {
  @ApiProperty({ description: 'Place in the replay, from 1: the order in which things happened' })
  readonly seq!: number;

  @ApiProperty({
    enum: KINDS,
    description:
      'happened: it holds as recorded; corrected: a correction changed it, `type` and `data` are what holds; withdrawn: a ' +
      'correction says it never happened; correction: it corrects another event; repeated: told in another stream too',
  })
  readonly kind!: (typeof KINDS)[number];

  @ApiProperty()
  readonly type!: string;

  @ApiProperty({ type: Object, additionalProperties: true })
  readonly data!: object;

  @ApiProperty({ format: 'date-time', description: 'When it happened' })
  readonly occurredAt!: string;

  @Text('How well the source knew it: null to the instant, day, or unknown')
  readonly timePrecision!: string | null;

  @ApiProperty({ format: 'date-time', description: 'When Gemba recorded it' })
  readonly recordedAt!: string;

  @Instant('When it was keyed in at the source')
  readonly enteredAt!: string | null;

  @Text('Who did it')
  readonly actorId!: string | null;

  @Text('Their team')
  readonly teamId!: string | null;

  @ApiProperty()
  readonly eventId!: string;

  @ApiProperty({ description: 'Stream that it is recorded in' })
  readonly stream!: string;

  @ApiProperty({ description: 'Place in its stream, from 0' })
  readonly version!: number;

  @ApiProperty({ description: 'Place in the whole record, a whole number as text' })
  readonly position!: string;

  @ApiProperty({ description: 'Who published it' })
  readonly source!: string;

  @ApiProperty({ description: 'The source’s own id of it' })
  readonly sourceEventId!: string;

  @Text('The source’s own order of its events, a whole number as text')
  readonly sourceSequence!: string | null;

  @Text('What it belongs to at its source')
  readonly correlationId!: string | null;

  @Text('What caused it at its source')
  readonly causationId!: string | null;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: 'Further attributes of its envelope, as its source named them; null: none',
  })
  readonly extensions!: object | null;

  @Text('Corrected or withdrawn: the event that says so')
  readonly correctedBy!: string | null;

  @ApiProperty({
    type: RecordedAs,
    nullable: true,
    description: 'Corrected: what was recorded; null: it holds as it is',
  })
  readonly recordedAs!: RecordedAs | null;

  @ApiProperty({ type: DealStanding, description: 'Where the deal stood then' })
  readonly standing!: DealStanding;
}

/** What Gemba knew at the as-of: everything recorded by then. */
export class ReplayAsOf {
  @Instant('The instant asked for; null: now')
  readonly recordedAt!: string | null;

  @ApiProperty({ description: 'The last position of the record that counts, a whole number as text' })
  readonly position!: string;

  @ApiProperty({
    description:
      'The position up to which it is known which streams belong to which deal. Below `position`: what was linked to the ' +
      'deal behind it is missing here; ask again once the projector has come further',
  })
  readonly linkedUpTo!: string;
}

export class ReplayAnswer {
  @ApiProperty({ description: 'The deal, after merges known at the as-of' })
  readonly dealId!: string;

  @ApiProperty({ type: [String], description: 'Its streams, read from the record' })
  readonly streams!: readonly string[];

  @ApiProperty({ type: ReplayAsOf })
  readonly asOf!: ReplayAsOf;

  @Instant('Nothing that happened later is shown; null: everything')
  readonly asAt!: string | null;

  @ApiProperty({ description: 'Events in the whole replay' })
  readonly events!: number;

  @ApiProperty({ type: [ReplayEntry] })
  readonly entries!: readonly ReplayEntry[];

  @Measure('Send it as `after` for the next page; null at the end')
  readonly next!: number | null;
}
