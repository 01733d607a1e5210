import { type AsOf, type Row } from '../read-model';
import {
  type CaseAt,
  dealsAt,
  LEVEL,
  MIN_N,
  type OutcomeOfDeal,
  type OutcomeOfQuote,
  quotesAt,
  type Scope,
  SCOPES,
  valueIn,
} from '../rates';
import { type Decided, type Difference, differenceOf } from './difference-of';

export interface WinRateDifferenceRow extends Row, Difference {
  readonly group_id: string;
  readonly unit: 'deal' | 'quote';
  readonly scope: Exclude<Scope, 'all'>;
  readonly groups: number;
  readonly groups_too_small: number;
  readonly n: number;
  readonly rate_lowest: number | null;
  readonly rate_highest: number | null;
  readonly level: number;
  readonly min_n: number;
  readonly as_of: string;
}

export interface DifferenceSettings {
  readonly minN: number;
  readonly level: number;
}

const DEFAULTS: DifferenceSettings = { minN: MIN_N, level: LEVEL };

const decidedBy = (scope: Scope, cases: readonly CaseAt[]): Decided[] => {
  const groups = new Map<string, [number, number]>();
  for (const each of cases) {
    const value = valueIn(scope, each);
    if (value === null || (each.outcome !== 'won' && each.outcome !== 'lost')) continue;
    const group = groups.get(value) ?? [0, 0];
    group[each.outcome === 'won' ? 0 : 1]++;
    groups.set(value, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
};

const rowOf = (
  unit: WinRateDifferenceRow['unit'],
  scope: WinRateDifferenceRow['scope'],
  cases: readonly CaseAt[],
  asOf: string,
  { minN, level }: DifferenceSettings,
): WinRateDifferenceRow => {
  const all = decidedBy(scope, cases);
  const groups = all.filter(([won, lost]) => won + lost >= minN);
  const rates = groups.map(([won, lost]) => won / (won + lost));
  return {
    group_id: JSON.stringify([unit, scope]),
    unit,
    scope,
    groups: groups.length,
    groups_too_small: all.length - groups.length,
    n: groups.reduce((sum, [won, lost]) => sum + won + lost, 0),
    rate_lowest: rates.length === 0 ? null : Math.min(...rates),
    rate_highest: rates.length === 0 ? null : Math.max(...rates),
    ...differenceOf(groups, level),
    level,
    min_n: minN,
    as_of: asOf,
  };
};

const COMPARED = SCOPES.filter((scope) => scope !== 'all');

/** Whether processes, segments, channels, teams or owners differ in what they win of what was decided. */
export const winRateDifference = (
  deals: readonly OutcomeOfDeal[],
  quotes: readonly OutcomeOfQuote[],
  { asOf }: AsOf,
  settings: DifferenceSettings = DEFAULTS,
): WinRateDifferenceRow[] => {
  const units = { deal: dealsAt(deals, asOf), quote: quotesAt(quotes, asOf) };
  return (['deal', 'quote'] as const).flatMap((unit) =>
    COMPARED.map((scope) => rowOf(unit, scope, units[unit], asOf, settings)),
  );
};
