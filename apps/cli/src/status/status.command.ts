import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { print, printJson } from '../output/print';
import { readStatus } from './read-status';
import { statusText } from './status-text';
import { waitUntilFresh } from './wait-until-fresh';

interface StatusOptions {
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly json?: boolean;
}

@Command({ name: 'status', description: 'Say how the running Gemba is, and how fresh each table' })
export class StatusCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run(_: string[], { wait, timeout, json }: StatusOptions): Promise<void> {
    const client = await this.connection.open();
    const known = wait ? await waitUntilFresh(client, { secondsMax: timeout ?? null }) : undefined;
    const status = await readStatus(client, known);
    if (json) printJson(status);
    else print(...statusText(status));
  }

  @Option({ flags: '--wait', description: 'return once every table holds everything that is recorded now' })
  wait(): boolean {
    return true;
  }

  @Option({ flags: '--timeout <seconds>', description: 'with --wait: give up after so many seconds (exit code 5)' })
  timeout(text: string): number {
    const seconds = Number(text);
    if (text.trim() !== '' && seconds >= 0) return seconds;
    throw new CliFailure(EXIT.usage, `--timeout is "${text}".`, 'Give a number of seconds.', '--timeout');
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
