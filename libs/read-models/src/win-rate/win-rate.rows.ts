import { Groups } from '../grouping';
import { type AsOf, type Row } from '../read-model';
import {
  type CaseAt,
  dealsAt,
  MIN_N,
  type OutcomeOfDeal,
  type OutcomeOfQuote,
  quotesAt,
  type Rate,
  rateOf,
  type Scope,
  SCOPES,
  tallyOf,
  valueIn,
} from '../rates';
import { type CohortIncidence, cohortIncidence, HORIZONS_D, watched, type WatchedCase } from './cohort-incidence';
import { valueRate, type ValueRate } from './value-rate';

type Cohort = { readonly [Column in keyof CohortIncidence]: CohortIncidence[Column] | null };

export interface WinRateRow extends Row, ValueRate, Cohort {
  readonly group_id: string;
  readonly unit: 'deal' | 'quote';
  readonly scope: Scope;
  readonly scope_value: string | null;
  readonly period_kind: 'all' | 'close_month' | 'open_month';
  readonly period: string | null;
  readonly n: number;
  readonly won: number;
  readonly lost: number;
  readonly no_decision: number;
  readonly disqualified: number;
  readonly open: number | null;
  readonly excluded_n: number;
  readonly decided_n: number;
  readonly rate_decided: number | null;
  readonly rate_decided_lo: number | null;
  readonly rate_decided_hi: number | null;
  readonly all_n: number;
  readonly rate_all: number | null;
  readonly rate_all_lo: number | null;
  readonly rate_all_hi: number | null;
  readonly rate_reason: 'nothing_decided' | null;
  readonly evidence: 'sufficient' | 'insufficient';
  readonly min_n: number;
  readonly cohort_reason: 'closed_cases_only' | null;
  readonly all_evidence: 'sufficient' | 'insufficient';
  readonly as_of: string;
}

export interface WinRateSettings {
  readonly minN: number;
  readonly horizonsD: readonly number[];
}

const DEFAULTS: WinRateSettings = { minN: MIN_N, horizonsD: HORIZONS_D };

type GroupKey = Pick<WinRateRow, 'unit' | 'scope' | 'scope_value' | 'period_kind' | 'period'>;

interface Group {
  readonly key: GroupKey;
  readonly cases: WatchedCase[];
}

/** The first of the month (UTC). */
const monthOf = (at: string): string => `${at.slice(0, 7)}-01`;

const periodsOf = ({ openedAt, closedAt }: CaseAt): [kind: GroupKey['period_kind'], period: string | null][] => [
  ['all', null],
  ...(closedAt === null ? [] : [['close_month', monthOf(closedAt)] as ['close_month', string]]),
  ...(openedAt === null ? [] : [['open_month', monthOf(openedAt)] as ['open_month', string]]),
];

const idOf = ({ unit, scope, scope_value, period_kind, period }: GroupKey): string =>
  JSON.stringify([unit, scope, scope_value, period_kind, period]);

const makeGroup = (
  unit: GroupKey['unit'],
  scope: Scope,
  scope_value: string | null,
  period_kind: GroupKey['period_kind'],
  period: string | null,
): Group => ({ key: { unit, scope, scope_value, period_kind, period }, cases: [] });

const groupsOf = (byUnit: Readonly<Record<GroupKey['unit'], readonly CaseAt[]>>, asOf: string): readonly Group[] => {
  const groups = new Groups(5, makeGroup);
  for (const unit of ['deal', 'quote'] as const) {
    for (const each of watched(byUnit[unit], asOf)) {
      for (const [kind, period] of periodsOf(each.case))
        for (const scope of SCOPES) groups.of(unit, scope, valueIn(scope, each.case), kind, period).cases.push(each);
    }
  }
  return groups.all();
};

const evidenceOf = ({ n }: Rate, minN: number) => (n < minN ? ('insufficient' as const) : ('sufficient' as const));

const ratesOf = (won: number, lost: number, noDecision: number, minN: number) => {
  const decided = rateOf(won, won + lost);
  const all = rateOf(won, won + lost + noDecision);
  return {
    decided_n: decided.n,
    rate_decided: decided.rate,
    rate_decided_lo: decided.low,
    rate_decided_hi: decided.high,
    all_n: all.n,
    rate_all: all.rate,
    rate_all_lo: all.low,
    rate_all_hi: all.high,
    rate_reason: decided.n === 0 ? ('nothing_decided' as const) : null,
    evidence: evidenceOf(decided, minN),
    all_evidence: evidenceOf(all, minN),
    min_n: minN,
  };
};

const NO_COHORT: Cohort = {
  cohort_n: null,
  cohort_cif: null,
  cohort_intervals: null,
  cohort_known_n: null,
  cohort_evidence: null,
};

/** Cases of one closing month have all closed: what is said of them says nothing of how long cases take. */
const cohortOf = ({ key, cases }: Group, { minN, horizonsD }: WinRateSettings) =>
  key.period_kind === 'close_month'
    ? { ...NO_COHORT, cohort_reason: 'closed_cases_only' as const }
    : { ...cohortIncidence(cases, horizonsD, minN), cohort_reason: null };

const rowOf = (group: Group, asOf: string, settings: WinRateSettings): WinRateRow => {
  const cases = group.cases.map((each) => each.case);
  const { won, lost, no_decision, disqualified, open, excluded } = tallyOf(cases.map(({ outcome }) => outcome));
  return {
    group_id: idOf(group.key),
    ...group.key,
    n: won + lost + no_decision + disqualified + open,
    won,
    lost,
    no_decision,
    disqualified,
    open: group.key.period_kind === 'close_month' ? null : open,
    excluded_n: excluded,
    ...ratesOf(won, lost, no_decision, settings.minN),
    ...valueRate(cases),
    ...cohortOf(group, settings),
    as_of: asOf,
  };
};

/** What is won of what was decided, and of all that was opened, as of an instant. The order of the rows does not matter. */
export const winRate = (
  deals: readonly OutcomeOfDeal[],
  quotes: readonly OutcomeOfQuote[],
  { asOf }: AsOf,
  settings: WinRateSettings = DEFAULTS,
): WinRateRow[] =>
  groupsOf({ deal: dealsAt(deals, asOf), quote: quotesAt(quotes, asOf) }, asOf)
    .map((group) => rowOf(group, asOf, settings))
    .sort((a, b) => (a.group_id < b.group_id ? -1 : 1));
