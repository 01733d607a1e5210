import { Inject } from '@nestjs/common';
import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { print, printJson } from '../output/print';
import { type Change, changeText } from './change-text';
import { readProcessFile } from './process-file';

interface DiffAnswer {
  readonly processId: string;
  readonly publishedVersion: number | null;
  readonly changes: readonly Change[];
}

@SubCommand({
  name: 'diff',
  arguments: '<file>',
  description: 'Say how a process definition differs from what is published',
})
export class DiffProcessCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([file]: string[], { json }: { readonly json?: boolean }): Promise<void> {
    const text = await readProcessFile(file!);
    const client = await this.connection.open();
    const answer = await client.post<DiffAnswer>('/v1/processes/diff', { file: text });
    if (json) return printJson(answer);
    const { processId, publishedVersion, changes } = answer;
    const against = publishedVersion === null ? 'nothing is published yet' : `published is version ${publishedVersion}`;
    print(`${processId}: ${against}; ${changes.length} differences.`, ...changes.map(changeText));
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
