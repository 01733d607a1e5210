import { Readable } from 'node:stream';
import { parseSeal } from '@gemba/event-sourcing';
import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import { Controller, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { VerificationLines } from './verification-lines';

@ApiTags('operations')
@RequiresScope('replay')
@Controller('v1/record')
export class VerificationController {
  constructor(@Inject(VerificationLines) private readonly lines: VerificationLines) {}

  @Post('verification')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Check the whole record',
    description:
      'Every digest, position and version is compared with what an append leaves. Answers lines of JSON: `events` and ' +
      '`of` (null where the store counts no events) while it goes on, at last `verification` with the faults, of which ' +
      'there should be none, with what this store gives no way to check, and with the seal of the record as it was read. ' +
      'Keep the seal elsewhere: given as `seal` later, it shows whether anything up to there was touched, by whatever rights.',
  })
  @ApiQuery({ name: 'seal', required: false, description: 'A seal that an earlier check gave: gemba-seal:v1:…' })
  @ApiOkResponse({ description: 'Lines of JSON (application/x-ndjson)' })
  @ApiResponse({ status: 400, type: ProblemDetails, description: 'The seal is none' })
  verify(@Res() reply: FastifyReply, @Query('seal') seal?: string): void {
    if (seal !== undefined && parseSeal(seal) === null) throw noSeal(seal);
    void reply.header('content-type', 'application/x-ndjson').send(Readable.from(this.lines.verify(seal ?? null)));
  }
}

const noSeal = (seal: string): Problem =>
  new Problem(400, 'not-a-seal', `seal is ${JSON.stringify(seal)}, which no check of a record has given.`, {
    field: 'seal',
    remedy: 'Send it whole, as it was printed: gemba-seal:v1:<record>:<position>:<64 hex digits>.',
  });
