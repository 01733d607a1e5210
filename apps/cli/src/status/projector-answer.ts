/** What `GET /v1/status` answers: the projector, and how far each table has come. */
export interface TableAnswer {
  readonly name: string;
  readonly state: 'fresh' | 'stale' | 'rebuilding';
  /** Everything recorded up to here is in the table. */
  readonly position: string;
  readonly asOf: string | null;
  readonly lagEvents: number;
}

export interface ProjectorAnswer {
  readonly doing: 'waiting' | 'following' | 'rebuilding' | 'failing' | 'refusing' | 'stopped';
  readonly fault: string | null;
  readonly tables: readonly TableAnswer[];
  /** Position of the last recorded event. */
  readonly head: string;
  readonly dirtyDeals: number;
  readonly unassignedEvents: number;
}

/** Everything recorded is in every table. */
export const isFresh = ({ tables }: ProjectorAnswer): boolean => tables.every(({ state }) => state === 'fresh');
