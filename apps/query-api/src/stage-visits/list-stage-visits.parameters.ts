import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { InstantParameter } from '../parameters/instant.parameter';
import { PageParameters } from '../parameters/page.parameters';
import { TextParameter } from '../parameters/text.parameter';
import { VersionParameter } from '../parameters/version.parameter';

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

export class ListStageVisitsParameters extends PageParameters {
  @TextParameter('Deal, after merges')
  readonly deal?: string;

  @TextParameter('Process of the deals', 'crm:field-sales')
  readonly process?: string;

  @VersionParameter()
  readonly version?: number;

  @TextParameter('Step that was visited')
  readonly step?: string;

  @TextParameter('Customer segment')
  readonly segment?: string;

  @ApiPropertyOptional({ description: 'true: visits that are still open (at the as-of); false: finished ones' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => TRUTH[String(value)] ?? value)
  @IsBoolean()
  readonly open?: boolean;

  @InstantParameter('Visits as they were true at this instant, open ones with their age')
  readonly asOf?: string;
}
