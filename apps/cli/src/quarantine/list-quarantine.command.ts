import { Inject } from '@nestjs/common';
import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { columns } from '../output/columns';
import { print, printJson } from '../output/print';
import { readableInstant } from '../output/readable-instant';
import { type QuarantinePage, type QuarantineSummary } from './quarantine-answer';

const LIMIT_DEFAULT = 100;
const PAGE = 1_000;

interface ListOptions {
  readonly all?: boolean;
  readonly limit?: number;
  readonly json?: boolean;
}

const placeText = ({ source, place }: QuarantineSummary): string => {
  if (place.partition !== undefined) return `${source}[${place.partition}]@${place.offset}`;
  if (place.line !== undefined) return `${source}:${place.line}`;
  return place.index === undefined ? source : `${source}[${place.index}]`;
};

@SubCommand({ name: 'list', description: 'List what waits in quarantine, oldest first' })
export class ListQuarantineCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run(_: string[], { all, limit = LIMIT_DEFAULT, json }: ListOptions): Promise<void> {
    const client = await this.connection.open();
    const entries: QuarantineSummary[] = [];
    let next: string | null | undefined;
    while (next !== null && entries.length < limit) {
      const page: QuarantinePage = await client.get<QuarantinePage>('/v1/quarantine', {
        ...{ state: all ? 'all' : 'waiting', limit: Math.min(PAGE, limit - entries.length), after: next },
      });
      entries.push(...page.entries);
      next = page.next;
    }
    if (json) return printJson(entries);
    if (entries.length === 0) return print('Nothing waits in quarantine.');
    print(...columns(entries.map((e) => [e.id, readableInstant(e.receivedAt), placeText(e), e.code, e.message])));
    if (next !== null) print(`There may be more: these are the oldest ${limit} (--limit).`);
  }

  @Option({ flags: '--all', description: 'released ones too' })
  all(): boolean {
    return true;
  }

  @Option({ flags: '--limit <n>', description: `at most so many (${LIMIT_DEFAULT})` })
  limit(text: string): number {
    const limit = Number(text);
    if (Number.isSafeInteger(limit) && limit > 0) return limit;
    throw new CliFailure(EXIT.usage, `--limit is "${text}".`, 'Give a whole number from 1 up.', '--limit');
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
