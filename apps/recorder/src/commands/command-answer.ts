import { ApiProperty } from '@nestjs/swagger';
import { Problem } from '@gemba/platform';
import type { Answer } from './decide-on-stream';

/** What a command did. No events: it was so already. */
export class CommandAnswer {
  @ApiProperty({ description: 'Version of the last event of its stream, from 0' })
  readonly version!: number;

  @ApiProperty({ type: [String], description: 'Types of the events that it recorded; empty: it was so already' })
  readonly recorded!: readonly string[];
}

/** Whether the fault lies in what was asked (422), or in what has come between (409). */
export type StatusOf<Code extends string> = Readonly<Record<Code, 409 | 422>>;

/** A decision as the caller is told it; a refusal becomes problem details with its own code. */
export const answerOrProblem = <Code extends string>(answer: Answer<Code>, statusOf: StatusOf<Code>): CommandAnswer => {
  if (answer.accepted) return { version: answer.version, recorded: answer.events.map(({ type }) => type) };
  const { code, message, field } = answer.refusal;
  throw new Problem(statusOf[code], code, `${message}.`, field === undefined ? {} : { field });
};
