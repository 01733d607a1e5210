import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { InstantParameter } from '../parameters/instant.parameter';
import { PageParameters } from '../parameters/page.parameters';
import { TextParameter } from '../parameters/text.parameter';
import { VersionParameter } from '../parameters/version.parameter';

const OUTCOMES = ['open', 'won', 'lost', 'no_decision', 'disqualified'] as const;

export class ListDealsParameters extends PageParameters {
  @TextParameter('Process the deals follow', 'crm:field-sales')
  readonly process?: string;

  @VersionParameter()
  readonly version?: number;

  @TextParameter('Step the deals are in, or were in when they closed')
  readonly step?: string;

  @TextParameter('Customer segment')
  readonly segment?: string;

  @TextParameter('Team of the owner')
  readonly team?: string;

  @TextParameter('How the deals are worked')
  readonly channel?: string;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  readonly outcome?: (typeof OUTCOMES)[number];

  @InstantParameter('Opened at or after')
  readonly openedFrom?: string;

  @InstantParameter('Opened before')
  readonly openedBefore?: string;
}
