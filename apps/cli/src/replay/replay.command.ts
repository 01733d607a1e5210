import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { instantOption } from '../output/instant-option';
import { print, printJson } from '../output/print';
import { readReplay, type ReplayQuestion } from './read-replay';
import { replayText } from './replay-text';

interface ReplayOptions extends ReplayQuestion {
  readonly json?: boolean;
}

@Command({
  name: 'replay',
  arguments: '<dealId>',
  description: 'Show every recorded event of a deal: who, when it happened, when it was recorded, where the deal stood',
})
export class ReplayCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([dealId]: string[], { json, ...question }: ReplayOptions): Promise<void> {
    const answer = await readReplay(await this.connection.open(), dealId!, question);
    if (json) printJson(answer);
    else print(...replayText(answer));
  }

  @Option({ flags: '--as-of <instant>', description: 'only what had been recorded by then (what was known)' })
  asOf(text: string): string {
    return instantOption('--as-of', text);
  }

  @Option({ flags: '--as-at <instant>', description: 'only what had happened by then (what was true)' })
  asAt(text: string): string {
    return instantOption('--as-at', text);
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
