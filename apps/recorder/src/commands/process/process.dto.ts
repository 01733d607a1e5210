import { ApiProperty } from '@nestjs/swagger';
import { IsArray, IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { CommandAnswer } from '../command-answer';

class AskedBy {
  @ApiProperty({ required: false, description: 'The person who asks' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly by?: string;
}

export class PublishBody extends AskedBy {
  @ApiProperty({ description: 'A process definition file, as it is (YAML or JSON text)' })
  @IsString()
  @IsNotEmpty()
  readonly file!: string;

  @ApiProperty({ type: [String], description: 'What the change rests on' })
  @IsArray()
  @IsString({ each: true })
  readonly evidenceIds: readonly string[] = [];

  @ApiProperty({ required: false, description: 'Why it cannot wait for evidence' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly emergencyReason?: string;

  @ApiProperty({ required: false, description: 'RFC 3339 with offset: deals opened from here on follow it. Else: now' })
  @IsOptional()
  @IsString()
  readonly effectiveFrom?: string;

  @ApiProperty({
    required: false,
    description:
      'RFC 3339 with offset: since when the process was in force before Gemba knew of it. Only for its first version',
  })
  @IsOptional()
  @IsString()
  readonly inForceSince?: string;

  @ApiProperty({ enum: ['stay', 'move'], required: false, default: 'stay', description: 'Deals in flight' })
  @IsIn(['stay', 'move'])
  readonly migration: 'stay' | 'move' = 'stay';
}

export class RetireBody extends AskedBy {}

export class ReviewBody extends AskedBy {
  @ApiProperty({ description: 'Names the review: sent again, it is the same one' })
  @IsString()
  @IsNotEmpty()
  readonly reviewId!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  readonly findings!: string;
}

export class PublishAnswer extends CommandAnswer {
  @ApiProperty()
  readonly processId!: string;

  @ApiProperty({ type: [Object], description: 'How the file differed from what was published before' })
  readonly changes!: readonly object[];
}
