import { type Checkpoint, CheckpointMismatch } from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';
import { pause } from '../pause';
import { type Behind, type Feed, type FeedItem } from './feed';
import { findingMessage } from './finding-message';
import { type JournalEntryRow } from './journal-entry-row';
import { type Publication } from './publication';

const PAGE_ENTRIES = 500;
const LOOK_AGAIN_MS = 500;

type Row = JournalEntryRow & { readonly incarnation: string };

const nobodyElses = (): Promise<string> => Promise.reject(new Error('A journal has its id from the beginning.'));

/**
 * The journal, entry by entry. It takes no part in its writing: entries get their numbers under the journal's lock, which
 * is taken last, so that none can be seen before those below it. Numbers may be missing.
 */
export class FindingsFeed implements Feed {
  readonly name = 'findings';

  constructor(
    readonly topic: string,
    private readonly pool: Pool,
    private readonly tables: string,
    private readonly publication: Publication,
  ) {}

  async begin(): Promise<Checkpoint> {
    const from = await this.publication.read(nobodyElses);
    const { rows } = await this.pool.query<{ conclusionId: string }>(
      `select conclusion_id as "conclusionId" from ${quoted(this.tables)}.journal where entry_id = $1`,
      [from.position],
    );
    if ((rows[0]?.conclusionId ?? null) === from.eventId) return from;
    throw new CheckpointMismatch(
      `Entry ${from.position} of the journal in ${this.tables} went out as conclusion ${from.eventId}, and is ` +
        `${rows[0]?.conclusionId ?? 'none'}: the journal was restored to an earlier state. Consumers have seen what it lost.`,
    );
  }

  async *pages(from: Checkpoint, signal: AbortSignal): AsyncGenerator<readonly FeedItem[]> {
    let position = from.position;
    while (!signal.aborted) {
      const rows = await this.entriesAfter(position);
      if (rows.length === 0) {
        await pause(LOOK_AGAIN_MS, signal);
        continue;
      }
      yield rows.map((row) => this.itemOf(row, from.incarnation));
      position = BigInt(rows.at(-1)!.entryId);
    }
  }

  move(from: Checkpoint, to: Checkpoint): Promise<void> {
    return this.publication.move(from, to);
  }

  async behind(): Promise<Behind> {
    const { position } = await this.publication.read(nobodyElses);
    const { rows } = await this.pool.query<{ last: string | null; since: string | null }>(
      `select max(entry_id)::text as last,
         (select concluded_at from ${quoted(this.tables)}.journal where entry_id > $1 order by entry_id limit 1) as since
       from ${quoted(this.tables)}.journal`,
      [position],
    );
    const { last, since } = rows[0]!;
    return { positions: last === null ? 0 : Math.max(0, Number(BigInt(last) - position)), since };
  }

  private async entriesAfter(position: bigint): Promise<Row[]> {
    const s = quoted(this.tables);
    const { rows } = await this.pool.query<Row>(
      `select j.entry_id::text as "entryId", j.concluded_at as "concludedAt", j.kind, j.table_name as "table",
         j.conclusion_id as "conclusionId", j.subject, j.holds, j.position::text, j.as_of as "asOf", j.conclusion,
         c.incarnation
       from ${s}.journal j cross join ${s}.checkpoint c
       where j.entry_id > $1 order by j.entry_id limit ${PAGE_ENTRIES}`,
      [position],
    );
    return rows;
  }

  private itemOf({ incarnation, ...entry }: Row, journalId: string): FeedItem {
    const { entryId, kind, conclusionId } = entry;
    return {
      message: findingMessage(entry, { journalId, incarnation }),
      place: { incarnation: journalId, position: BigInt(entryId), eventId: conclusionId },
      what: `${kind}, entry ${entryId} of the journal,`,
    };
  }
}
