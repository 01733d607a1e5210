import { Readable } from 'node:stream';
import { Controller, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { translateBatch, translateStructured } from '@gemba/intake';
import { Problem, ProblemDetails, RequiresScope } from '@gemba/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Delivery, Recording } from '../recording/recording';
import { AnswerStream } from './answer-stream';
import { deliveryHeaders } from './delivery-headers';
import { answerOf, BatchAnswer } from './event-answer';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const STREAM = 'application/x-ndjson';

/** Where sources publish. Whatever arrives within the limits is recorded or quarantined, never dropped. */
@ApiTags('intake')
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(Recording) private readonly recording: Recording,
    @Inject(AnswerStream) private readonly answerStream: AnswerStream,
  ) {}

  @Post()
  @HttpCode(200)
  @RequiresScope('ingest')
  @ApiOperation({
    summary: 'Publish CloudEvents',
    description:
      'One event, a batch, or a stream of lines. Each is answered, in order: recorded, duplicate (it was there ' +
      'already, with the same content) or quarantined (kept as it came, with the reason). Send the same again as often ' +
      'as you like. The answer to a stream is a stream of lines: read it while you send; a line that holds `problem` ' +
      'ends it, and events without a line must be sent again.',
  })
  @ApiConsumes(STRUCTURED, BATCH, STREAM)
  @ApiBody({ schema: { type: 'object', description: 'CloudEvents 1.0 with `type` gemba.<EventType>.v<n>' } })
  @ApiOkResponse({ type: BatchAnswer, description: 'One event is answered by a single result, a stream by lines' })
  @ApiResponse({ status: 413, type: ProblemDetails, description: 'Larger than GEMBA_BODY_LIMIT_BYTES' })
  @ApiResponse({ status: 415, type: ProblemDetails, description: 'None of the three media types' })
  @ApiResponse({ status: 503, type: ProblemDetails, description: 'The record is out of reach; nothing is lost by it' })
  async publish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('content-type') contentType = '',
  ): Promise<void> {
    const mediaType = contentType.split(';')[0]!.trim().toLowerCase();
    const delivery: Delivery = { source: 'http', mediaType, headers: deliveryHeaders(request.headers) };
    switch (mediaType) {
      case STRUCTURED:
        return void reply.send((await this.answers(translateStructured(request.body as Buffer), delivery))[0]);
      case BATCH:
        return void reply.send({ results: await this.answers(translateBatch(request.body as Buffer), delivery) });
      case STREAM:
        return this.stream(request, reply, delivery);
      default:
        throw new Problem(
          415,
          'unsupported-media-type',
          `Events cannot be read from ${mediaType || 'no content type'}.`,
          {
            field: 'content-type',
            remedy: `Send ${STRUCTURED}, ${BATCH} or ${STREAM}.`,
          },
        );
    }
  }

  private async answers(items: Parameters<Recording['record']>[0], delivery: Delivery) {
    return (await this.recording.record(items, delivery)).map(answerOf);
  }

  private async stream(request: FastifyRequest, reply: FastifyReply, delivery: Delivery): Promise<void> {
    // Whoever is still sending hears no answer on a connection that was cut: what is not read is let run out.
    const body = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    try {
      const lines = Readable.from(await this.answerStream.answer(body, delivery));
      lines.once('close', () => request.raw.resume());
      void reply.header('content-type', STREAM).send(lines);
    } catch (error) {
      request.raw.resume();
      throw error;
    }
  }
}
