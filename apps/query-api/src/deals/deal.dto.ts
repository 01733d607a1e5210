import { ApiProperty } from '@nestjs/swagger';
import { TableFreshness } from '../freshness/freshness.dto';
import { answerClassesOf } from '../tables/answer-classes';
import { askedTableNamed } from '../tables/asked-tables';

/** The table that says where deals stand, as `GET /v1/deals` shows it. */
export const DEAL_STATE = askedTableNamed('deal_state');

export class DealAnswer {
  @ApiProperty({ type: answerClassesOf(DEAL_STATE).row })
  readonly deal!: Readonly<Record<string, unknown>>;

  @ApiProperty({ description: 'Whether the deal that was asked for has been merged into this one' })
  readonly merged!: boolean;

  @ApiProperty({ type: [TableFreshness] })
  readonly freshness!: readonly TableFreshness[];
}
