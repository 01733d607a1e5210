/** What of the work one process does. */
export interface HeldWork {
  /** feed: brings the record in. analyses: computes tables across deals. rebuild: computes tables anew. */
  readonly roles: readonly string[];
  /** Which parts of the deals it computes. */
  readonly partitions: readonly number[];
}

/** What a projector is at, and what keeps it from its work. */
export interface ProjectorActivity {
  /**
   * starting: the tables are being made ready. following: it does its share of the work. waiting: others do all of it.
   * rebuilding: its definitions of tables take the place of older ones. aside: another version's definitions took over
   * while it ran. failing: see the fault; it tries again. refusing: it needs a person, since the record is not the one
   * these tables were made from.
   */
  readonly doing: 'starting' | 'following' | 'waiting' | 'rebuilding' | 'aside' | 'failing' | 'refusing' | 'stopped';
  readonly fault: string | null;
}
