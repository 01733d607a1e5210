import { type PoolClient } from 'pg';
import { rootsOf } from '../deals/root-of';
import { type Condition } from './table-ask';

/** The column by which every table about deals names them. */
const DEAL_COLUMN = 'deal_id';

const isOfDeals = ({ filter: { columns, compare } }: Condition): boolean =>
  compare === 'equals' && columns.length === 1 && columns[0] === DEAL_COLUMN;

/** A deal that was merged into another is asked for by its own id too: its rows are those of the deal that goes on. */
export const followMerges = async (client: PoolClient, conditions: readonly Condition[]): Promise<Condition[]> => {
  const asked = conditions.filter(isOfDeals).flatMap(({ values }) => values.map(String));
  if (asked.length === 0) return [...conditions];
  const roots = await rootsOf(client, asked);
  return conditions.map((condition) =>
    isOfDeals(condition)
      ? { ...condition, values: [...new Set(condition.values.map((id) => roots.get(String(id)) ?? id))] }
      : condition,
  );
};
