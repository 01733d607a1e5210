import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Inject } from '@nestjs/common';
import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { print, printJson } from '../output/print';
import { progressBar } from '../output/progress-bar';
import { type ImportLine, type ImportSummary, lastOf, summaryText } from './import-lines';
import { type ImportOptions, type ImportOrder, importOrder } from './import-order';
import { multipartBody } from './multipart';

const PIECE_BYTES = 256 * 1024;
const MB = 1_000_000;

@Command({
  name: 'import',
  arguments: '<file>',
  description: 'Record the events of an XES or CSV file, plain or gzip, of any size; running it again changes nothing',
})
export class ImportCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([file]: string[], options: ImportOptions): Promise<void> {
    const order = await importOrder(file!, options);
    const summary = await this.upload(order);
    if (options.json) printJson(summary);
    else print(...summaryText(summary));
    if (summary.figures.quarantined > 0) process.exitCode = EXIT.foundFaults;
  }

  private async upload(order: ImportOrder): Promise<ImportSummary> {
    const client = await this.connection.open();
    const boundary = `gemba-${randomUUID()}`;
    const content = createReadStream(order.file, { highWaterMark: PIECE_BYTES });
    const body = Readable.from(multipartBody(order, content, boundary), { objectMode: false });
    const query = { mapping: order.mappingName ?? undefined, corrects: order.correctsName ?? undefined };
    const lines = client.stream<ImportLine>('/v1/imports', body, `multipart/form-data; boundary=${boundary}`, query);
    const bar = progressBar('{done} of {size} MB · {rows} rows · {rate} rows/s');
    try {
      return await lastOf(lines, ({ figures: { bytes, rows }, rowsPerSecond }) =>
        bar.update(bytes, order.bytes, {
          done: (bytes / MB).toFixed(1),
          size: (order.bytes / MB).toFixed(1),
          rows,
          rate: rowsPerSecond,
        }),
      );
    } finally {
      bar.stop();
    }
  }

  @Option({ flags: '--mapping <mapping>', description: 'mapping file (YAML), or the name of one that Gemba ships' })
  mapping(mapping: string): string {
    return mapping;
  }

  @Option({
    flags: '--corrects <mapping>',
    description:
      'the mapping by which this file was imported before: what the mended one (of a higher version) says otherwise is ' +
      'recorded as corrections',
  })
  corrects(mapping: string): string {
    return mapping;
  }

  @Option({
    flags: '--lookup <[name=]file>',
    description: 'a lookup file that the mapping names, with that name where the file has another; may be repeated',
  })
  lookup(text: string, before: string[] = []): string[] {
    return [...before, text];
  }

  @Option({ flags: '--format <format>', description: 'xes or csv, where the file name does not tell' })
  format(format: string): string {
    if (format === 'xes' || format === 'csv') return format;
    throw new CliFailure(EXIT.usage, `--format is "${format}".`, 'Give xes or csv.', '--format');
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
