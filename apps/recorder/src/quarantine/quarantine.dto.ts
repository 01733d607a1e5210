import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

const STATES = ['waiting', 'released', 'all'] as const;

export class QuarantineListQuery {
  @ApiProperty({ enum: STATES, required: false, default: 'waiting' })
  @IsIn(STATES)
  readonly state: (typeof STATES)[number] = 'waiting';

  @ApiProperty({ required: false, description: '`next` of the page before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @ApiProperty({ required: false, default: 100, minimum: 1, maximum: 1000 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly limit: number = 100;
}

export class ReleaseRequest {
  @ApiProperty({ required: false, description: 'A mended CloudEvent that takes its place' })
  // As it came: the transformer's copy leaves out members that are named like what every object inherits (`toString`).
  @Transform(({ obj }: { obj: ReleaseRequest }) => obj.event)
  @IsOptional()
  @IsObject()
  readonly event?: object;

  @ApiProperty({ required: false, description: 'Why it needs no recording: closes the entry without an event' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  readonly dismissedBecause?: string;
}

export class QuarantineSummaryAnswer {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ description: 'Where it came from' })
  readonly source!: string;

  @ApiProperty()
  readonly receivedAt!: string;

  @ApiProperty({ description: 'Line of a file, index in a batch or stream, partition and offset of a topic' })
  readonly place!: object;

  @ApiProperty({ description: 'Code of the first fault' })
  readonly code!: string;

  @ApiProperty({ description: 'The first fault in one sentence' })
  readonly message!: string;

  @ApiProperty()
  readonly mediaType!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly releasedAt!: string | null;
}

export class QuarantinePageAnswer {
  @ApiProperty({ type: [QuarantineSummaryAnswer] })
  readonly entries!: readonly QuarantineSummaryAnswer[];

  @ApiProperty({ type: String, nullable: true, description: 'Pass it as `after` to go on; null at the end' })
  readonly next!: string | null;
}

export class QuarantineEntryAnswer extends QuarantineSummaryAnswer {
  @ApiProperty({ description: 'All faults that were found at once', type: [Object] })
  readonly faults!: readonly object[];

  @ApiProperty({
    description: 'By name: text, null, `{"base64": …}` for bytes that are no text, or a list of these',
  })
  readonly headers!: object;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Key of a message on a topic: text, or `{"base64": …}` for bytes that are no text',
  })
  readonly key!: string | object | null;

  @ApiProperty({ type: String, nullable: true, description: 'What came, as text; null where it is not UTF-8' })
  readonly rawText!: string | null;

  @ApiProperty({ description: 'What came, byte for byte, in base64' })
  readonly rawBase64!: string;

  @ApiProperty({ type: Object, nullable: true })
  readonly release!: object | null;
}

export class ReleaseAnswer {
  @ApiProperty({ enum: ['retry', 'mended-event', 'dismissal'] })
  readonly by!: string;

  @ApiProperty({ enum: ['recorded', 'duplicate', 'dismissed'] })
  readonly outcome!: string;

  @ApiProperty({ required: false })
  readonly eventId?: string;

  @ApiProperty({ required: false })
  readonly reason?: string;
}
