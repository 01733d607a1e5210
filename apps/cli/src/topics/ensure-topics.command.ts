import { Option, SubCommand } from 'nest-commander';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { GembaCommand } from '../gemba-command';
import { print, printJson } from '../output/print';
import { ensureTopics } from './ensure-topics';
import { topicsText } from './topics-text';

interface EnsureOptions {
  readonly replicationFactor?: number;
  readonly check?: boolean;
  readonly json?: boolean;
}

/** It talks to the brokers directly: topics are there before any instance runs. */
@SubCommand({
  name: 'ensure',
  description: 'Create the topics that are missing and compare the others with their plan; changes none that exists',
})
export class EnsureTopicsCommand extends GembaCommand {
  async run(_: string[], { replicationFactor, check = false, json }: EnsureOptions): Promise<void> {
    const reports = await ensureTopics(process.env, { replicationFactor, onlyLook: check });
    if (json) printJson(reports);
    else print(...topicsText(reports));
    if (reports.some(({ outcome }) => outcome === 'different' || outcome === 'missing')) {
      process.exitCode = EXIT.foundFaults;
    }
  }

  @Option({ flags: '--replication-factor <n>', description: 'copies of each message (3); 1 on a single broker' })
  replicationFactor(text: string): number {
    const factor = Number(text);
    if (Number.isSafeInteger(factor) && factor > 0) return factor;
    const remedy = 'Give a whole number from 1 to the number of brokers.';
    throw new CliFailure(EXIT.usage, `--replication-factor is "${text}".`, remedy, '--replication-factor');
  }

  @Option({ flags: '--check', description: 'create nothing, only compare' })
  check(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
