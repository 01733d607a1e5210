import { type Context, contextOf, type HistoryEvent } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';
import { readStanding } from './standing';

/** The reference data, folded once and kept until it changes. */
export class ContextSource {
  private kept: { readonly version: number; readonly context: Context } | undefined;

  constructor(private readonly tables: string) {}

  /** `version`: as the transaction has read it already. */
  async read(client: PoolClient, version?: number): Promise<Context> {
    const s = quoted(this.tables);
    version ??= (await readStanding(client, this.tables)).contextVersion;
    if (this.kept?.version !== version) {
      // A change between the two statements is folded in early, and marks its deals all the same.
      const { rows: events } = await client.query<HistoryEvent>(
        `select s.name as stream, h.event_id as "eventId", h.type, h.data, h.metadata
         from ${s}.stream s join ${s}.history h on h.stream_key = s.stream_key where s.is_reference`,
      );
      this.kept = { version, context: contextOf(events) };
    }
    return this.kept.context;
  }
}
