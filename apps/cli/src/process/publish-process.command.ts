import { Inject } from '@nestjs/common';
import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { instantOption } from '../output/instant-option';
import { print } from '../output/print';
import { type Change, changeText } from './change-text';
import { readProcessFile } from './process-file';

interface PublishOptions {
  readonly evidence?: string[];
  readonly emergency?: string;
  readonly effectiveFrom?: string;
  readonly inForceSince?: string;
  readonly migration?: 'stay' | 'move';
  readonly by?: string;
}

interface PublishAnswer {
  readonly processId: string;
  readonly recorded: readonly string[];
  readonly changes: readonly Change[];
}

@SubCommand({
  name: 'publish',
  arguments: '<file>',
  description: 'Publish a process definition (a file, or a template by name) as the next version',
})
export class PublishProcessCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([file]: string[], options: PublishOptions): Promise<void> {
    const text = await readProcessFile(file!);
    const { evidence = [], emergency, ...said } = options;
    const client = await this.connection.open();
    const answer = await client.post<PublishAnswer>('/v1/processes/publish', {
      ...{ file: text, evidenceIds: evidence, ...said },
      ...(emergency === undefined ? {} : { emergencyReason: emergency }),
    });
    const { processId, recorded, changes } = answer;
    if (recorded.length === 0) return print(`${processId}: published already; nothing changed.`);
    print(`${processId}: published.`, ...changes.map(changeText));
  }

  @Option({ flags: '--evidence <id...>', description: 'what the change rests on' })
  evidence(id: string, before: string[] = []): string[] {
    return [...before, id];
  }

  @Option({ flags: '--emergency <reason>', description: 'why it cannot wait for evidence' })
  emergency(reason: string): string {
    return reason;
  }

  @Option({ flags: '--effective-from <instant>', description: 'deals opened from here on follow it; absent: now' })
  effectiveFrom(text: string): string {
    return instantOption('--effective-from', text);
  }

  @Option({
    flags: '--in-force-since <instant>',
    description: 'the first version only: since when the process was in force before Gemba knew of it',
  })
  inForceSince(text: string): string {
    return instantOption('--in-force-since', text);
  }

  @Option({ flags: '--migration <kind>', description: 'deals in flight: stay (default) or move' })
  migration(kind: string): 'stay' | 'move' {
    if (kind === 'stay' || kind === 'move') return kind;
    throw new CliFailure(EXIT.usage, `--migration is "${kind}".`, 'Give stay or move.', '--migration');
  }

  @Option({ flags: '--by <person>', description: 'who publishes it' })
  by(person: string): string {
    return person;
  }
}
