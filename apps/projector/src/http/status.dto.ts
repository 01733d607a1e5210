import { ApiProperty } from '@nestjs/swagger';
import { type HeldWork, type ProjectorActivity } from '../status/projector-activity';
import { type ProjectorShare } from '../status/projector-shares';
import { type ProjectorStatus, type TableStatus } from '../status/projector-status';

const DOINGS: readonly ProjectorActivity['doing'][] = [
  'starting',
  'following',
  'waiting',
  'rebuilding',
  'aside',
  'failing',
  'refusing',
  'stopped',
];

export class TableStatusAnswer implements TableStatus {
  @ApiProperty({ example: 'deal_state' })
  readonly name!: string;

  @ApiProperty({ enum: ['reference', 'deal', 'analysis'], description: 'analysis: a table across deals' })
  readonly kind!: TableStatus['kind'];

  @ApiProperty({ description: 'Which definition the rows were computed by' })
  readonly revision!: string;

  @ApiProperty({ enum: ['fresh', 'stale', 'rebuilding'], description: 'fresh: everything recorded is in it' })
  readonly state!: TableStatus['state'];

  @ApiProperty({ description: 'Everything recorded up to this position is in it', example: '262200' })
  readonly position!: string;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'When the event there was recorded' })
  readonly recordedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Tables across deals: nothing that happened later counts in them',
  })
  readonly asOf!: string | null;

  @ApiProperty({ description: 'Recorded events that are not in it yet' })
  readonly lagEvents!: number;

  @ApiProperty({ description: 'Seconds since the last event that is in it was recorded; 0 when nothing is missing' })
  readonly lagSeconds!: number;
}

export class HeldWorkAnswer implements HeldWork {
  @ApiProperty({
    type: [String],
    description:
      'feed: it brings the record in. analyses: it computes tables across deals. rebuild: it computes tables anew',
    example: ['feed'],
  })
  readonly roles!: readonly string[];

  @ApiProperty({ type: [Number], description: 'Which parts of the deals it computes', example: [0, 1, 2, 3, 4, 5] })
  readonly partitions!: readonly number[];
}

export class ProjectorShareAnswer extends HeldWorkAnswer implements ProjectorShare {
  @ApiProperty({ description: 'Host and process', example: 'gemba-projector-0:17' })
  readonly name!: string;

  @ApiProperty({ description: 'It is the one that answers' })
  readonly isAsked!: boolean;

  @ApiProperty({ enum: DOINGS })
  readonly doing!: ProjectorActivity['doing'];

  @ApiProperty({ type: String, nullable: true, description: 'What keeps it from its work' })
  readonly fault!: string | null;
}

export class ProjectorStatusAnswer implements ProjectorStatus {
  @ApiProperty({
    enum: DOINGS,
    description:
      'waiting: others do all of the work. aside: another version brought its definitions while it ran. failing: it ' +
      'tries again. refusing: the record is not the one that the tables were made from; a person must decide',
  })
  readonly doing!: ProjectorActivity['doing'];

  @ApiProperty({ type: String, nullable: true, description: 'What keeps it from its work' })
  readonly fault!: string | null;

  @ApiProperty({ type: HeldWorkAnswer, description: 'What of the work the process that answers does' })
  readonly holds!: HeldWork;

  @ApiProperty({ type: [ProjectorShareAnswer], description: 'All processes that share the work' })
  readonly projectors!: readonly ProjectorShare[];

  @ApiProperty({ type: [TableStatusAnswer] })
  readonly tables!: readonly TableStatusAnswer[];

  @ApiProperty({ description: 'Position of the last recorded event', example: '262200' })
  readonly head!: string;

  @ApiProperty({ description: 'How far the projector has read', example: '262200' })
  readonly position!: string;

  @ApiProperty({ description: 'Recorded events that it has not read yet' })
  readonly lagEvents!: number;

  @ApiProperty({ description: 'Seconds since the last event that it has read was recorded; 0 when it has read all' })
  readonly lagSeconds!: number;

  @ApiProperty({ description: 'Deals waiting to be computed' })
  readonly dirtyDeals!: number;

  @ApiProperty({ description: 'Recorded events whose deal is not known yet' })
  readonly unassignedEvents!: number;
}
