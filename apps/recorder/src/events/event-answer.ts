import { ApiProperty } from '@nestjs/swagger';
import type { Answered } from '../recording/recording';

/** What became of one event, in the order in which they came. */
export class EventAnswer {
  @ApiProperty({ description: 'Its place in the request, from 0' })
  readonly index!: number;

  @ApiProperty({ enum: ['recorded', 'duplicate', 'quarantined'] })
  readonly outcome!: 'recorded' | 'duplicate' | 'quarantined';

  @ApiProperty({ required: false, description: "Gemba's id of the event" })
  readonly eventId?: string;

  @ApiProperty({ required: false, description: 'Why it was quarantined: literal code' })
  readonly code?: string;

  @ApiProperty({ required: false, description: 'The field at fault' })
  readonly field?: string;

  @ApiProperty({ required: false, description: 'Why it was quarantined: all that was found wrong, in sentences' })
  readonly message?: string;

  @ApiProperty({ required: false, description: 'Entry of the quarantine' })
  readonly quarantineId?: string;
}

export class BatchAnswer {
  @ApiProperty({ type: [EventAnswer] })
  readonly results!: readonly EventAnswer[];
}

export const answerOf = ({ outcome, quarantineId }: Answered): EventAnswer => {
  const index = outcome.place.index ?? 0;
  if (outcome.outcome !== 'quarantined') return { index, outcome: outcome.outcome, eventId: outcome.eventIds[0]! };
  const { code, field } = outcome.faults[0]!;
  const message = outcome.faults.map((fault) => fault.message).join(' ');
  return {
    index,
    outcome: 'quarantined',
    code,
    ...(field === undefined ? {} : { field }),
    message,
    ...(quarantineId === undefined ? {} : { quarantineId }),
  };
};
