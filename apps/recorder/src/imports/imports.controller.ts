import { Readable } from 'node:stream';
import { Controller, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ImportFigures, type ImportLine } from './import-line';
import { Imports } from './imports';
import { shippedMapping } from './shipped-mapping';
import { readUpload } from './upload';

/** Where files come in. */
@ApiTags('intake')
@Controller('v1/imports')
export class ImportsController {
  constructor(@Inject(Imports) private readonly imports: Imports) {}

  @Post()
  @HttpCode(200)
  @RequiresScope('ingest')
  @ApiOperation({
    summary: 'Import an XES or CSV file, plain or gzip, of any size',
    description:
      'The answer is a stream of lines: `{kind: "progress", seconds, rowsPerSecond, figures}` as it goes on, then one ' +
      '`{kind: "done", …}` or `{kind: "failed", problem}`. An answer without a last line broke off. Send the file again ' +
      'as often as you like: it ends with the same record.',
  })
  @ApiConsumes('multipart/form-data', 'application/octet-stream')
  @ApiQuery({ name: 'mapping', required: false, description: 'Name of a mapping that Gemba ships' })
  @ApiQuery({
    name: 'corrects',
    required: false,
    description: 'Name of a shipped mapping by which the file was imported before, and that the one given now corrects',
  })
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        mapping: { type: 'string', description: 'The mapping file (YAML); first of the parts' },
        corrects: {
          type: 'string',
          description:
            'The mapping file (YAML) by which the file was imported before: what the mended one says otherwise is ' +
            'recorded as corrections',
        },
        lookup: {
          type: 'string',
          format: 'binary',
          description: 'A lookup table; its file name as the mapping has it',
        },
        file: { type: 'string', format: 'binary', description: 'The file itself; last of the parts' },
      },
      required: ['file'],
    },
  })
  @ApiOkResponse({ type: ImportFigures, description: 'Lines, each with these figures' })
  @ApiResponse({ status: 422, type: ProblemDetails, description: 'The mapping is at fault; nothing was recorded' })
  @ApiResponse({ status: 429, type: ProblemDetails, description: 'Enough imports are running' })
  async import(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('mapping') name?: string,
    @Query('corrects') earlier?: string,
  ) {
    try {
      const upload = await readUpload(request.raw);
      const mapping = upload.mapping ?? (await shippedMapping(name));
      if (mapping === null) throw noMapping();
      const corrects = upload.corrects ?? (await shippedMapping(earlier));
      const lines = await this.imports.start({ ...upload, mapping, corrects });
      void reply.header('content-type', 'application/x-ndjson').send(Readable.from(texts(lines)));
    } catch (error) {
      // Whoever is still sending would not listen to the answer before the end.
      request.raw.unpipe();
      request.raw.resume();
      throw error;
    }
  }
}

async function* texts(lines: AsyncIterable<ImportLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

const noMapping = (): Problem =>
  new Problem(400, 'mapping-missing', 'The import names no mapping, and without one no row means anything.', {
    field: 'mapping',
    remedy: 'Send a part "mapping" before the file, or name a shipped one: ?mapping=<name>.',
  });
