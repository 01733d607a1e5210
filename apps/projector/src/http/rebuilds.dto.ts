import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional } from 'class-validator';
import { type Rebuild } from './rebuild-requests';

export class RebuildRequest {
  @ApiPropertyOptional({
    format: 'date-time',
    description:
      'What the tables said at this instant, in schemas of their own; absent: the live tables, from the record',
    example: '2026-03-02T10:00:00Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  readonly asOf?: string;
}

export class RebuildAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly rebuildId!: string;

  @ApiProperty({ enum: ['running', 'done', 'failed'] })
  readonly state!: Rebuild['state'];

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'NULL: of the live tables' })
  readonly asOf!: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly finishedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed' })
  readonly fault!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Schema of the tables as of that instant' })
  readonly tablesSchema!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Schema of the views over them' })
  readonly viewsSchema!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Position of the last event that had been recorded by then',
  })
  readonly position!: string | null;
}

export const answerOf = ({ result, ...rebuild }: Rebuild): RebuildAnswer => ({
  ...rebuild,
  tablesSchema: result?.schemas.tables ?? null,
  viewsSchema: result?.schemas.views ?? null,
  position: result === null ? null : String(result.position),
});
