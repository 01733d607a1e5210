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

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Members of its data that its type does not know: kept with the rest, read by nothing. Misspelled?',
  })
  readonly unknownMembers?: readonly string[];

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
  if (outcome.outcome !== 'quarantined') {
    const { unknownMembers, eventIds } = outcome;
    const known = { index, outcome: outcome.outcome, eventId: eventIds[0]! };
    return unknownMembers.length === 0 ? known : { ...known, unknownMembers };
  }
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
