import { readFile } from 'node:fs/promises';
import { Inject } from '@nestjs/common';
import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { print } from '../output/print';

interface ReleaseOptions {
  readonly event?: string;
  readonly dismiss?: string;
}

interface ReleaseAnswer {
  readonly by: string;
  readonly outcome: string;
  readonly eventId?: string;
}

const eventIn = async (file: string): Promise<object> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as object;
  } catch (error) {
    const why = (error as Error).message;
    throw new CliFailure(
      EXIT.usage,
      `${file} is not to be read as JSON: ${why}.`,
      'Give a file with one CloudEvent.',
      '--event',
    );
  }
};

@SubCommand({
  name: 'release',
  arguments: '<id>',
  description: 'Put an entry right: try it again, put a mended event in its place, or dismiss it with a reason',
})
export class ReleaseQuarantineCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([id]: string[], { event, dismiss }: ReleaseOptions): Promise<void> {
    if (event !== undefined && dismiss !== undefined) {
      throw new CliFailure(EXIT.usage, '--event and --dismiss are both given.', 'Give one of them, or none.');
    }
    const client = await this.connection.open();
    const answer = await client.post<ReleaseAnswer>(`/v1/quarantine/${encodeURIComponent(id!)}/release`, {
      ...(event === undefined ? {} : { event: await eventIn(event) }),
      ...(dismiss === undefined ? {} : { dismissedBecause: dismiss }),
    });
    print(`${answer.outcome} (${answer.by})${answer.eventId === undefined ? '' : `: event ${answer.eventId}`}`);
  }

  @Option({ flags: '--event <file>', description: 'JSON file with the mended CloudEvent' })
  event(file: string): string {
    return file;
  }

  @Option({ flags: '--dismiss <reason>', description: 'close it without an event, and say why' })
  dismiss(reason: string): string {
    return reason;
  }
}
