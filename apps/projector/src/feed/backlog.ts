import { type Pool } from 'pg';
import { quoted } from '../database/schema-names';

/** The feed goes ahead of the drains, up to so many marks. */
const MARKS_MAX = 40_000;
/** From here on drains no longer wait for deals to become quiet. */
const MARKS_PRESSING = 20_000;
const PAGES_BETWEEN_COUNTS = 8;
const LOOK_AGAIN_MS = 50;

/** Keeps the number of waiting deals within bounds while the feed is far ahead. */
export class Backlog {
  private pages = 0;
  private marks = 0;

  constructor(
    private readonly pool: Pool,
    private readonly tables: string,
  ) {}

  get isPressing(): boolean {
    return this.marks >= MARKS_PRESSING;
  }

  /** Resolves at once while there is room; `onPressing` is told to hurry the drains. */
  async makeRoom(signal: AbortSignal, onPressing: () => void): Promise<void> {
    if (++this.pages % PAGES_BETWEEN_COUNTS !== 0) return;
    await this.count();
    while (this.marks > MARKS_MAX && !signal.aborted) {
      onPressing();
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      await this.count();
    }
  }

  /** Whether deals may be marked that nobody waits for. */
  async hasRoom(): Promise<boolean> {
    await this.count();
    return !this.isPressing;
  }

  private async count(): Promise<void> {
    const { rows } = await this.pool.query<{ marks: string }>(
      `select count(*)::text as marks from (select from ${quoted(this.tables)}.dirty_deal limit ${MARKS_MAX + 1}) as waiting`,
    );
    this.marks = Number(rows[0]!.marks);
  }
}
