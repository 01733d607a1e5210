import { listNameOf } from '@gemba/read-models';
import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { Connection } from '../client/connection';
import { type Query } from '../client/gemba-client';
import { GembaCommand } from '../gemba-command';
import { columns } from '../output/columns';
import { instantOption } from '../output/instant-option';
import { print, printJson } from '../output/print';
import { askText, type AskAnswer } from './ask-text';
import { filterOption, questionOf, QUESTIONS } from './questions';

interface AskOptions {
  readonly filter?: Readonly<Record<string, readonly string[]>>;
  readonly order?: string;
  readonly asOf?: string;
  readonly limit?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

@Command({
  name: 'ask',
  arguments: '[question]',
  description: 'Ask a table, such as win-rates, handoffs or findings; without a question, list those there are',
})
export class AskCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([path]: string[], { filter = {}, order, asOf, limit, csv, json }: AskOptions): Promise<void> {
    if (path === undefined) return print(...columns(QUESTIONS.map((each) => [each.path, each.summary])));
    const question = questionOf(path);
    const client = await this.connection.open();
    const query: Query = { ...filter, order, asOf, limit };
    if (csv) return printCsv(client.pages(`/v1/${path}`, query, 'text/csv'), limit !== undefined);
    const body = await client.get<Record<string, unknown>>(`/v1/${path}`, query);
    if (json) return printJson(body);
    print(...askText(question, { ...body, rows: body[listNameOf(question)] } as unknown as AskAnswer));
  }

  @Option({
    flags: '--filter <name=value...>',
    description: 'only such rows; a name given twice lets both values through',
  })
  filter(text: string, before?: AskOptions['filter']): AskOptions['filter'] {
    return filterOption(text, before);
  }

  @Option({ flags: '--order <name>', description: 'one of the question’s orders' })
  order(name: string): string {
    return name;
  }

  @Option({ flags: '--as-of <instant>', description: 'the rows as they were then, where a table can say so' })
  asOf(text: string): string {
    return instantOption('--as-of', text);
  }

  @Option({ flags: '--limit <n>', description: 'at most so many rows (100; of CSV all)' })
  limit(text: string): string {
    return text;
  }

  @Option({ flags: '--csv', description: 'every row as CSV (RFC 4180)' })
  csv(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'for scripts: one page' })
  json(): boolean {
    return true;
  }
}

/** Every page under one line of names; with a limit, the first alone. */
const printCsv = async (pages: AsyncIterable<string>, isOnePage: boolean): Promise<void> => {
  let isFirst = true;
  for await (const text of pages) {
    process.stdout.write(isFirst ? text : text.slice(text.indexOf('\r\n') + 2));
    if (isOnePage) return;
    isFirst = false;
  }
};
