import { STATUS_CODES } from 'node:http';
import { ApiProperty } from '@nestjs/swagger';
import { type Problem } from './problem';

/** The body of every refusal (RFC 9457, application/problem+json). */
export class ProblemDetails {
  @ApiProperty({ description: 'urn:gemba:problem:<code>' })
  readonly type!: string;

  @ApiProperty({ description: 'The HTTP status in words' })
  readonly title!: string;

  @ApiProperty({ description: 'The HTTP status' })
  readonly status!: number;

  @ApiProperty({ description: 'Literal code, for programs' })
  readonly code!: string;

  @ApiProperty({ description: 'What is wrong, in one sentence' })
  readonly detail!: string;

  @ApiProperty({ required: false, description: 'The field, header or parameter at fault' })
  readonly field?: string;

  @ApiProperty({ required: false, description: 'What to do about it' })
  readonly remedy?: string;
}

export const detailsOf = ({ status, code, message, hints }: Problem): ProblemDetails => ({
  type: `urn:gemba:problem:${code}`,
  title: STATUS_CODES[status] ?? 'Unknown',
  status,
  code,
  detail: message,
  ...(hints.field === undefined ? {} : { field: hints.field }),
  ...(hints.remedy === undefined ? {} : { remedy: hints.remedy }),
  ...hints.extensions,
});
