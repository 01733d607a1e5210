/** What `GET /v1/freshness` answers. */
export interface TableFreshness {
  readonly table: string;
  readonly state: 'fresh' | 'stale' | 'rebuilding';
  readonly position: number;
  readonly recordedAt: string | null;
  readonly asOf: string | null;
  readonly lagEvents: number;
  readonly lagSeconds: number;
}

export interface FreshnessAnswer {
  readonly headPosition: number;
  readonly fresh: boolean;
  readonly tables: readonly TableFreshness[];
}
