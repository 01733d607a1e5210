import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { InstantParameter } from '../parameters/instant.parameter';
import { TextParameter } from '../parameters/text.parameter';
import { VersionParameter } from '../parameters/version.parameter';

const UNITS = ['exact', 'utc_days'] as const;

export class StageDurationsParameters {
  @TextParameter('Process of the deals', 'crm:field-sales')
  readonly process?: string;

  @VersionParameter()
  readonly version?: number;

  @TextParameter('Step')
  readonly step?: string;

  @TextParameter('Customer segment; absent: every segment, and all together')
  readonly segment?: string;

  @InstantParameter('Nothing that happened later counts; absent: as the table has it, the end of yesterday')
  readonly asOf?: string;

  @ApiPropertyOptional({
    enum: UNITS,
    default: 'exact',
    description: 'exact: to the microsecond; utc_days: whole UTC days, for sources that know dates alone',
  })
  @IsIn(UNITS)
  readonly unit: (typeof UNITS)[number] = 'exact';
}
