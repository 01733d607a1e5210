import { ApiProperty } from '@nestjs/swagger';

/** How much of the record a table holds. */
export class TableFreshness {
  @ApiProperty({ example: 'deal_state' })
  readonly table!: string;

  @ApiProperty({ enum: ['fresh', 'stale', 'rebuilding'], description: 'fresh: everything recorded is in it' })
  readonly state!: string;

  @ApiProperty({ description: 'Everything recorded up to this position is in it' })
  readonly position!: number;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'When the event there was recorded' })
  readonly recordedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Analyses: the instant they are computed for',
  })
  readonly asOf!: string | null;

  @ApiProperty({ description: 'Recorded events that are not in it yet' })
  readonly lagEvents!: number;

  @ApiProperty({ description: 'Seconds since it held everything', type: Number })
  readonly lagSeconds!: number;
}

export class FreshnessAnswer {
  @ApiProperty({ description: 'Position of the last recorded event' })
  readonly headPosition!: number;

  @ApiProperty({ description: 'Whether every table holds everything that is recorded' })
  readonly fresh!: boolean;

  @ApiProperty({ type: [TableFreshness] })
  readonly tables!: readonly TableFreshness[];
}
