import { type Context, type DealReadModel, foldDealCase, type HistoryEvent, type Row } from '@gemba/read-models';

/** A deal that a read model could not compute. Its rows stay as they were, its mark stays, it is tried again. */
export interface DealFailure {
  readonly dealId: string;
  readonly error: Error;
}

export interface ComputedRows {
  /** By table. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly failures: readonly DealFailure[];
}

/** Folds each deal once and asks every read model for its rows. */
export const computeRows = (
  models: readonly DealReadModel[],
  dealIds: readonly string[],
  histories: ReadonlyMap<string, readonly HistoryEvent[]>,
  context: Context,
): ComputedRows => {
  const rows = new Map<string, Row[]>(models.map(({ name }) => [name, []]));
  const failures: DealFailure[] = [];
  for (const dealId of dealIds) {
    // A deal that was merged away has no history left, so no rows.
    const history = histories.get(dealId);
    if (history === undefined) continue;
    try {
      const dealCase = foldDealCase(dealId, history, context);
      const computed = models.map((model) => model.rows(dealCase, context));
      models.forEach(({ name }, i) => {
        for (const row of computed[i]!) rows.get(name)!.push(row);
      });
    } catch (error) {
      failures.push({ dealId, error: error as Error });
    }
  }
  return { rows, failures };
};

/** Throws what a read model threw first, where nobody would try its deal again. */
export const throwFirst = ([failure]: readonly DealFailure[]): void => {
  if (failure === undefined) return;
  throw new Error(`The deal ${failure.dealId} cannot be computed: ${failure.error.message}`, { cause: failure.error });
};
