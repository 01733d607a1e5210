/** What `GET /v1/status` answers: the projector, and how far each table has come. */
export interface TableAnswer {
  readonly name: string;
  readonly state: 'fresh' | 'stale' | 'rebuilding';
  /** Everything recorded up to here is in the table. */
  readonly position: string;
  readonly asOf: string | null;
  readonly lagEvents: number;
}

export interface ProjectorShareAnswer {
  readonly name: string;
  readonly isAsked: boolean;
  readonly doing: ProjectorAnswer['doing'];
  readonly fault: string | null;
  readonly roles: readonly string[];
  readonly partitions: readonly number[];
}

export interface ProjectorAnswer {
  readonly doing: 'starting' | 'following' | 'waiting' | 'rebuilding' | 'aside' | 'failing' | 'refusing' | 'stopped';
  readonly fault: string | null;
  /** Every process that shares the work, the one that answers among them. */
  readonly projectors: readonly ProjectorShareAnswer[];
  readonly tables: readonly TableAnswer[];
  /** Position of the last recorded event. */
  readonly head: string;
  readonly dirtyDeals: number;
  readonly unassignedEvents: number;
}

/** Everything recorded is in every table. */
export const isFresh = ({ tables }: ProjectorAnswer): boolean => tables.every(({ state }) => state === 'fresh');
