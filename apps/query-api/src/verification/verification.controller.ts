import { Readable } from 'node:stream';
import { RequiresScope } from '@gemba/platform';
import { Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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
      'there should be none, and with what this store gives no way to check.',
  })
  @ApiOkResponse({ description: 'Lines of JSON (application/x-ndjson)' })
  verify(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/x-ndjson').send(Readable.from(this.lines.verify()));
  }
}
