import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { instantOption } from '../output/instant-option';
import { print, printJson } from '../output/print';

interface RebuildOptions {
  readonly asOf?: string;
  readonly json?: boolean;
}

interface RebuildAnswer {
  readonly rebuildId: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly fault: string | null;
  readonly tablesSchema: string | null;
  readonly viewsSchema: string | null;
  readonly position: string | null;
}

const LOOK_AGAIN_MS = 250;

const rebuiltText = ({ tablesSchema, viewsSchema, position }: RebuildAnswer): string =>
  tablesSchema === null
    ? 'Every table was computed anew from the record.'
    : `The tables as of position ${position} are in the schema ${tablesSchema}, the views over them in ${viewsSchema}.`;

@Command({
  name: 'rebuild',
  description: 'Compute every table anew from the record; with --as-of what they said then, in schemas of its own',
})
export class RebuildCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run(_: string[], { asOf, json }: RebuildOptions): Promise<void> {
    const client = await this.connection.open();
    let rebuild = await client.post<RebuildAnswer>('/v1/rebuilds', asOf === undefined ? {} : { asOf });
    while (rebuild.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      rebuild = await client.get<RebuildAnswer>(`/v1/rebuilds/${rebuild.rebuildId}`);
    }
    if (rebuild.state === 'failed') throw new CliFailure(EXIT.unforeseen, `The rebuild failed: ${rebuild.fault}`);
    if (json) printJson(rebuild);
    else print(rebuiltText(rebuild));
  }

  @Option({ flags: '--as-of <instant>', description: 'what the tables said then' })
  asOf(text: string): string {
    return instantOption('--as-of', text);
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
