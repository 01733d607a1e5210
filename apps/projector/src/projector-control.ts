import { type TablesAsOf } from './rebuild/rebuild-as-of';
import { type ProjectorFreshness, type ProjectorStatus } from './status/projector-status';

/** What one can ask of a projector, in this thread or in its own. */
export interface ProjectorControl {
  /** Resolves when the tables and views are there; the work goes on in the background until `stop`. */
  start(): Promise<void>;
  /** Resolves when the page and batch at hand are committed. */
  stop(): Promise<void>;
  /** How far each table has come; cheap enough to be asked often. */
  freshness(): Promise<ProjectorFreshness>;
  /** The same, and what takes counting. */
  status(): Promise<ProjectorStatus>;
  /** Resolves once every table holds all that was recorded when it was called. */
  waitUntilFresh(signal: AbortSignal): Promise<void>;
  /** Computes everything anew from the record, beside the live tables, and merges it into them at once. */
  rebuild(): Promise<void>;
  /** What the tables said at an instant, in schemas of their own beside the live ones. */
  rebuildAsOf(recordedAt: string): Promise<TablesAsOf>;
}

export interface ProjectorLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error: Error): void;
}
