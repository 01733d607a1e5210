import { type RecordedEvent } from '@gemba/event-sourcing';
import { isReferenceStream } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** What one page holds of one stream. */
export interface TouchedStream {
  /** The position of the stream's first event. */
  readonly key: bigint;
  readonly name: string;
  /** The page holds its first event, so all there is of it. */
  readonly isNew: boolean;
  readonly isReference: boolean;
  readonly events: readonly RecordedEvent[];
}

const KEYS_KEPT_MAX = 200_000;

const byStream = (events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known === undefined) streams.set(event.stream, [event]);
    else known.push(event);
  }
  return streams;
};

/** Finds the keys of streams; those it has seen it need not ask for again. */
export class StreamKeys {
  private readonly known = new Map<string, bigint>();

  constructor(private readonly tables: string) {}

  async touchedBy(client: PoolClient, page: readonly RecordedEvent[]): Promise<TouchedStream[]> {
    const streams = byStream(page);
    await this.lookUp(
      client,
      [...streams].filter(([name, [first]]) => first!.version > 0 && !this.known.has(name)),
    );
    return [...streams].map(([name, events]) => {
      const first = events[0]!;
      return {
        key: first.version === 0 ? first.position : this.keyOf(name, first),
        name,
        isNew: first.version === 0,
        isReference: isReferenceStream(name),
        events,
      };
    });
  }

  /** Called once the page is committed: a page that was undone must leave no key behind. */
  remember(touched: readonly TouchedStream[]): void {
    if (this.known.size > KEYS_KEPT_MAX) this.known.clear();
    for (const { name, key } of touched) this.known.set(name, key);
  }

  private async lookUp(client: PoolClient, unknown: readonly [string, unknown][]): Promise<void> {
    if (unknown.length === 0) return;
    const { rows } = await client.query<{ name: string; stream_key: string }>(
      `select name, stream_key::text from ${quoted(this.tables)}.stream where name = any($1::text[])`,
      [unknown.map(([name]) => name)],
    );
    for (const { name, stream_key } of rows) this.known.set(name, BigInt(stream_key));
  }

  private keyOf(name: string, first: RecordedEvent): bigint {
    const key = this.known.get(name);
    if (key !== undefined) return key;
    throw new Error(
      `The record gave version ${first.version} of the stream ${name} at position ${first.position}, but the ` +
        'projection never saw its beginning. Rebuild it from the record: gemba rebuild.',
    );
  }
}
