import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { InstantParameter } from '../parameters/instant.parameter';

export class ReplayParameters {
  @InstantParameter('What was known then: only events recorded at or before it count')
  readonly asOf?: string;

  @InstantParameter('What had happened by then: only events that occurred at or before it are shown')
  readonly asAt?: string;

  @ApiPropertyOptional({ description: 'Events on the page', default: 500, minimum: 1, maximum: 1_000 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly limit: number = 500;

  @ApiPropertyOptional({ description: '`next` of the page before', type: 'integer', default: 0, minimum: 0 })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  readonly after: number = 0;

  @ApiPropertyOptional({ description: 'Position that the first page named, so that all pages tell of one record' })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  readonly upTo?: string;
}
