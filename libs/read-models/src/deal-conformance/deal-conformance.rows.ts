import { type Context } from '../context';
import { type Classification, classificationOf, type DealCase, knownAt, type Outcome } from '../deal-case';
import {
  alignDeal,
  type DealAlignment,
  type MissingStep,
  prefixReason,
  type PrefixReason,
  type WhyNotAligned,
} from '../process-alignment';
import { type Row } from '../read-model';

export interface DealConformanceRow extends Row, Classification {
  readonly deal_id: string;
  readonly version: number | null;
  readonly migrated: boolean;
  readonly fitness: number | null;
  readonly fitness_reason: WhyNotAligned | null;
  readonly cost: number | null;
  readonly worst_cost: number | null;
  readonly skipped: readonly string[] | null;
  readonly inserted: readonly string[] | null;
  readonly waived: readonly string[] | null;
  readonly prefix: boolean;
  readonly prefix_reason: PrefixReason | null;
  readonly steps: readonly string[];
  readonly keyed_in_n: number;
  readonly paperwork_n: number;
  readonly people_n: number;
  readonly outcome: Outcome | 'open';
  readonly opened_at: string | null;
  readonly closed_at: string | null;
}

type Judgement = Pick<DealConformanceRow, 'fitness' | 'cost' | 'worst_cost' | 'skipped' | 'inserted' | 'waived'>;

const UNKNOWN: Judgement = {
  fitness: null,
  cost: null,
  worst_cost: null,
  skipped: null,
  inserted: null,
  waived: null,
};

const keysOf = (missing: readonly MissingStep[]): string[] => missing.map(({ stepKey }) => stepKey);

const judgementOf = ({ cost, worstCost, skipped, inserted, waived }: DealAlignment): Judgement => ({
  // After a migration each version charges for its own part; together they may charge for more than there is.
  fitness: Math.max(0, 1 - cost / worstCost),
  cost,
  worst_cost: worstCost,
  skipped: keysOf(skipped),
  inserted: inserted.map(({ step }) => step.stepKey),
  waived: keysOf(waived),
});

/** How the deal compares with its process. */
export const dealConformanceRows = (dealCase: DealCase, context: Context): DealConformanceRow[] => {
  const { dealId, bindings, conduct, attempts, opened } = dealCase;
  const { alignment, reason } = alignDeal(dealCase, context);
  const { outcome, closed } = attempts.at(-1)!;
  const prefix_reason = prefixReason(dealCase, context);
  return [
    {
      deal_id: dealId,
      version: bindings.at(-1)!.version,
      migrated: bindings.length > 1,
      ...(alignment === null ? UNKNOWN : judgementOf(alignment)),
      fitness_reason: reason,
      prefix: prefix_reason !== null,
      prefix_reason,
      steps: conduct.steps.map(({ stepKey }) => stepKey),
      keyed_in_n: conduct.steps.filter(({ event }) => event.metadata.enteredAt !== undefined).length,
      paperwork_n: conduct.paperwork.length,
      people_n: conduct.people.length,
      outcome: outcome ?? 'open',
      opened_at: knownAt(opened),
      closed_at: knownAt(closed),
      ...classificationOf(dealCase),
    },
  ];
};
