import { Inject } from '@nestjs/common';
import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { Connection } from '../client/connection';
import { print, printJson } from '../output/print';
import { type Bytes, type QuarantineEntry } from './quarantine-answer';

const bytesText = (bytes: Bytes): string => {
  if (bytes === null) return '(none)';
  return typeof bytes === 'string' ? bytes : `(not text; in base64) ${bytes.base64}`;
};

/** In a message of a topic, part of what it says may stand in its key and headers. */
const messageText = ({ place, key, headers }: QuarantineEntry): string[] => {
  if (place.partition === undefined) return [];
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    (Array.isArray(values) ? (values as Bytes[]) : [values as Bytes]).map((value) => `  ${name}: ${bytesText(value)}`),
  );
  return [`  partition ${place.partition}, offset ${place.offset}, key ${bytesText(key)}`, ...lines];
};

@SubCommand({ name: 'show', arguments: '<id>', description: 'Show one entry: its faults, and what came' })
export class ShowQuarantineCommand extends GembaCommand {
  constructor(@Inject(Connection) private readonly connection: Connection) {
    super();
  }

  async run([id]: string[], { json }: { readonly json?: boolean }): Promise<void> {
    const client = await this.connection.open();
    const entry = await client.get<QuarantineEntry>(`/v1/quarantine/${encodeURIComponent(id!)}`);
    if (json) return printJson(entry);
    print(
      `${entry.id} from ${entry.source}, received ${entry.receivedAt}`,
      ...entry.faults.map(
        ({ code, field, message }) => `  ${code}${field === undefined ? '' : ` (${field})`}: ${message}`,
      ),
      ...messageText(entry),
      entry.rawText ?? `(not text; in base64) ${entry.rawBase64}`,
    );
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
