import { translateNdjson, type TranslatedItem } from '@gemba/intake';
import { Injectable, Inject } from '@nestjs/common';
import { detailsOf, GembaConfig, problemOf } from '@gemba/platform';
import { type Delivery, Recording } from '../recording/recording';
import { answerOf } from './event-answer';
import { groupUntilPause } from './group-until-pause';

const GROUP = {
  itemsMax: 500,
  bytesMax: 4 * 1024 * 1024,
  bytesOf: ({ raw }: TranslatedItem) => raw?.length ?? 0,
};

/** Records a stream of events of any length, a group at a time, and answers as a stream of lines. */
@Injectable()
export class AnswerStream {
  constructor(
    @Inject(Recording) private readonly recording: Recording,
    @Inject(GembaConfig) private readonly config: GembaConfig,
  ) {}

  /**
   * The answer's lines, those of one group at a time. Throws only before the first: once the answer has begun its
   * status stands, so an outage then shows as a last line that holds problem details. What has no line was not
   * recorded, or is not known to be: it should be sent again.
   */
  async answer(body: AsyncIterable<Uint8Array>, delivery: Delivery): Promise<AsyncIterable<string>> {
    const lines = this.lines(body, delivery);
    const first = await lines.next();
    const { bodyLimitBytes } = this.config;
    return (async function* () {
      if (first.done) return;
      yield first.value;
      try {
        yield* lines;
      } catch (error) {
        yield `${JSON.stringify({ problem: detailsOf(problemOf(error, bodyLimitBytes)) })}\n`;
      }
    })();
  }

  private async *lines(body: AsyncIterable<Uint8Array>, delivery: Delivery): AsyncGenerator<string> {
    const items = translateNdjson(body, this.config.bodyLimitBytes);
    for await (const group of groupUntilPause(items, GROUP)) {
      const answers = await this.recording.record(group, delivery);
      yield answers.map((answered) => `${JSON.stringify(answerOf(answered))}\n`).join('');
    }
  }
}
