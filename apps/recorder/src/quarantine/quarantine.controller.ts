import { isUtf8 } from 'node:buffer';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isUuid } from '@gemba/event-sourcing';
import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import { Quarantine } from './quarantine';
import {
  QuarantineEntryAnswer,
  QuarantineListQuery,
  QuarantinePageAnswer,
  ReleaseAnswer,
  ReleaseRequest,
} from './quarantine.dto';
import type { QuarantineEntry } from './quarantine-table';
import { ReleaseEntry } from './release-entry';
import { storedBytes } from './stored-headers';

/** What could not be recorded: look at it, put it right. */
@ApiTags('quarantine')
@Controller('v1/quarantine')
export class QuarantineController {
  constructor(
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(ReleaseEntry) private readonly releaseEntry: ReleaseEntry,
  ) {}

  @Get()
  @RequiresScope('replay')
  @ApiOperation({ summary: 'List what is in quarantine, oldest first' })
  @ApiOkResponse({ type: QuarantinePageAnswer })
  list(@Query() { state, after, limit }: QuarantineListQuery): Promise<QuarantinePageAnswer> {
    return this.quarantine.list({ state, after: after ?? null, limit });
  }

  @Get(':id')
  @RequiresScope('replay')
  @ApiOperation({ summary: 'Show one entry, with what came byte for byte' })
  @ApiOkResponse({ type: QuarantineEntryAnswer })
  @ApiResponse({ status: 404, type: ProblemDetails })
  async show(@Param('id') id: string): Promise<QuarantineEntryAnswer> {
    const { raw, key, ...entry } = await this.find(id);
    return {
      ...entry,
      key: storedBytes(key),
      rawText: isUtf8(raw) ? raw.toString() : null,
      rawBase64: raw.toString('base64'),
    };
  }

  @Post(':id/release')
  @HttpCode(200)
  @RequiresScope('ingest')
  @ApiOperation({
    summary: 'Put an entry right',
    description:
      'Without a body it is tried again as it came; with `event` a mended CloudEvent takes its place; with ' +
      '`dismissedBecause` it is closed without an event. Asked twice, the first release is told again.',
  })
  @ApiOkResponse({ type: ReleaseAnswer })
  @ApiResponse({ status: 404, type: ProblemDetails })
  @ApiResponse({ status: 422, type: ProblemDetails, description: 'It is still at fault; the entry waits on' })
  async release(@Param('id') id: string, @Body() wish: ReleaseRequest = {}): Promise<ReleaseAnswer> {
    return this.releaseEntry.release(await this.find(id), wish);
  }

  private async find(id: string): Promise<QuarantineEntry> {
    const entry = isUuid(id) ? await this.quarantine.find(id) : null;
    if (entry !== null) return entry;
    throw new Problem(404, 'not-found', `The quarantine has no entry ${id}.`, {
      field: 'id',
      remedy: 'Look for it with GET /v1/quarantine?state=all (gemba quarantine list --all).',
    });
  }
}
