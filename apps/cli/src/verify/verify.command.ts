import { Readable } from 'node:stream';
import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { progressBar } from '../output/progress-bar';
import { print, printJson } from '../output/print';

interface Verification {
  readonly events: number;
  readonly streams: number;
  readonly faults: readonly { readonly kind: string; readonly message: string }[];
  readonly isTruncated: boolean;
  readonly notChecked: readonly string[];
  readonly seal: string;
}

interface VerifyOptions {
  readonly json?: boolean;
  readonly seal?: string;
}

type Line = { readonly events: number; readonly of: number | null } | { readonly verification: Verification };

@Command({
  name: 'verify',
  description: 'Check the whole record: every digest, position and version as an append left it',
})
export class VerifyCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run(_: string[], { json, seal }: VerifyOptions): Promise<void> {
    const verification = await this.verify(seal);
    if (json) printJson(verification);
    else print(...verificationText(verification, seal));
    if (verification.faults.length > 0) process.exitCode = EXIT.foundFaults;
  }

  private async verify(seal: string | undefined): Promise<Verification> {
    const client = await this.connection.open();
    const bar = progressBar('{value}/{total} events');
    try {
      for await (const line of client.stream<Line>(
        '/v1/record/verification',
        Readable.from([]),
        'application/x-ndjson',
        { seal },
      )) {
        if ('verification' in line) return line.verification;
        bar.update(line.events, line.of);
      }
    } finally {
      bar.stop();
    }
    throw new CliFailure(
      EXIT.unavailable,
      'The check ended without a result.',
      'Run it again; the log says why it ended.',
    );
  }

  @Option({
    flags: '--seal <seal>',
    description: 'a seal that an earlier check printed: shows whether anything up to there was touched since',
  })
  seal(seal: string): string {
    return seal;
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}

const SEAL_TEXT = 'Keep this seal elsewhere, and hold it against the record later (--seal):';

const verificationText = (verification: Verification, earlier: string | undefined): string[] => {
  const { events, streams, faults, isTruncated, notChecked, seal } = verification;
  const unknown = notChecked.map((what) => `Not checked: ${what}`);
  if (faults.length === 0) {
    const since = earlier === undefined ? [] : ['Up to the seal that you gave it is what it was then.'];
    const intact = `The record is intact: ${events} events in ${streams} streams.`;
    return [intact, ...since, ...unknown, SEAL_TEXT, `  ${seal}`];
  }
  const count = isTruncated ? `more than ${faults.length}` : faults.length;
  const found = faults.map(({ kind, message }) => `  ${kind}: ${message}`);
  return [`The record has ${count} faults:`, ...found, ...unknown];
};
