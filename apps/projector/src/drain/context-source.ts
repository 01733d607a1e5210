import { type Context, contextOf, type HistoryEvent } from '@gemba/read-models';
import { type PoolClient } from 'pg';
import { quoted } from '../database/schema-names';

/** The reference data, folded once and kept until it changes. */
export class ContextSource {
  private kept: { readonly version: number; readonly context: Context } | undefined;

  constructor(private readonly tables: string) {}

  async read(client: PoolClient): Promise<Context> {
    const s = quoted(this.tables);
    const { rows } = await client.query<{ version: string }>(
      `select context_version::text as version from ${s}.checkpoint`,
    );
    const version = Number(rows[0]!.version);
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
