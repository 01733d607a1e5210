import { type DealOutcomeRow } from '../deal-outcome';
import { type CaseAt } from './case-at';

/** What it takes of deal_outcome. */
export const DEAL_OUTCOME_COLUMNS = [
  'deal_id',
  'outcome_no',
  'outcome',
  'from_at',
  'opened_at',
  'opened_reason',
  'amount_minor',
  'currency',
  'process_id',
  'segment',
  'channel',
  'team_id',
  'owner_id',
] as const;
export type OutcomeOfDeal = Pick<DealOutcomeRow, (typeof DEAL_OUTCOME_COLUMNS)[number]>;

const byDeal = (rows: readonly OutcomeOfDeal[]): OutcomeOfDeal[][] => {
  const deals = new Map<string, OutcomeOfDeal[]>();
  for (const row of rows) {
    const known = deals.get(row.deal_id);
    if (known === undefined) deals.set(row.deal_id, [row]);
    else known.push(row);
  }
  return [...deals.values()].map((outcomes) => outcomes.sort((a, b) => a.outcome_no - b.outcome_no));
};

/** What began at an unknown time counts as begun: nothing is known of an instant before it. */
const holdingAt = (outcomes: readonly OutcomeOfDeal[], asOf: string): OutcomeOfDeal | null => {
  const firstLater = outcomes.findIndex(({ from_at }) => from_at !== null && from_at > asOf);
  return outcomes[(firstLater === -1 ? outcomes.length : firstLater) - 1] ?? null;
};

/**
 * Every deal that had begun by an instant, as it stood then: a reopened deal once, by the outcome that held. A deal
 * without an opening on record is excluded: nobody knows which deals like it have none.
 */
export const dealsAt = (rows: readonly OutcomeOfDeal[], asOf: string): CaseAt[] =>
  byDeal(rows).flatMap((outcomes) => {
    const row = holdingAt(outcomes, asOf);
    if (row === null) return [];
    const { process_id, segment, channel, team_id, owner_id } = row;
    return [
      {
        id: row.deal_id,
        outcome: row.opened_reason === 'no_opening' ? ('excluded' as const) : row.outcome,
        openedAt: row.opened_at,
        closedAt: row.outcome === 'open' ? null : row.from_at,
        amountMinor: row.amount_minor,
        currency: row.currency,
        classification: { process_id, segment, channel, team_id, owner_id },
      },
    ];
  });
