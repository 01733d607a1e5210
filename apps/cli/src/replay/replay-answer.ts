/** What `GET /v1/deals/:dealId/history` answers, as far as the terminal shows it. */
export interface ReplayStanding {
  readonly attempt: number;
  readonly stepKey: string | null;
  readonly outcome: string;
  readonly processId: string | null;
  readonly version: number | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly ownerId: string | null;
}

export interface ReplayEntry {
  readonly seq: number;
  readonly kind: 'happened' | 'corrected' | 'withdrawn' | 'correction' | 'repeated';
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: string;
  readonly timePrecision: string | null;
  readonly recordedAt: string;
  readonly actorId: string | null;
  readonly source: string;
  readonly stream: string;
  readonly standing: ReplayStanding;
  /** Corrected: what was recorded. */
  readonly recordedAs: Pick<ReplayEntry, 'type' | 'data' | 'occurredAt'> | null;
}

export interface ReplayAnswer {
  readonly dealId: string;
  readonly streams: readonly string[];
  readonly asOf: { readonly recordedAt: string | null; readonly position: string; readonly linkedUpTo: string };
  readonly asAt: string | null;
  readonly events: number;
  readonly entries: readonly ReplayEntry[];
  readonly next: number | null;
}
