import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { TextParameter } from './text.parameter';

export const PAGE_ROWS_MAX = 1_000;

/** Which page of a list. Lists are paged by key: what is added meanwhile shifts nothing. */
export class PageParameters {
  @ApiPropertyOptional({ description: 'Rows on the page', default: 100, minimum: 1, maximum: PAGE_ROWS_MAX })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_ROWS_MAX)
  readonly limit: number = 100;

  @TextParameter('`next` of the page before; absent: the first page')
  readonly after?: string;
}
