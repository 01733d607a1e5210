import { GEMBA_NAMESPACE, uuidV5 } from '@gemba/event-sourcing';
import { type Context } from '../context';
import { type DealConformanceRow } from '../deal-conformance';
import { dealsAt, type OutcomeOfDeal } from '../rates';
import { type AsOf, type Conclusions, type Row } from '../read-model';
import {
  CHART_SETTINGS,
  charted,
  type ChartedValue,
  type ChartKind,
  type ChartSettings,
  type Measured,
} from './charted';
import { type Chart, type ChartedDeal, type ChartName, CHARTS } from './charts';
import { type SpecialCauseFinding } from './control-chart-point.finding';
import { hasEnded, type PeriodKind } from './periods';

export interface ControlChartPointRow extends Row, Omit<ChartedValue, 'rules'> {
  readonly point_id: string;
  readonly chart: ChartName;
  readonly chart_kind: ChartKind;
  readonly period_kind: PeriodKind;
  readonly scope: 'all' | 'process';
  readonly process_id: string | null;
  readonly phase: number;
  readonly version: number | null;
  readonly x: string;
  readonly value: number;
  readonly n: number;
  readonly rules: readonly string[];
  readonly as_of: string;
}

/** What it takes of deal_conformance. */
export const FITNESS_COLUMNS = ['deal_id', 'fitness'] as const;
export type FitnessOfDeal = Pick<DealConformanceRow, (typeof FITNESS_COLUMNS)[number]>;

const NAMESPACE = uuidV5(GEMBA_NAMESPACE, 'control_chart_point');

/** Deals of one chart: all of them, or those of one process. */
interface Group {
  readonly scope: ControlChartPointRow['scope'];
  readonly processId: string | null;
  readonly deals: readonly ChartedDeal[];
}

const groupsOf = (deals: readonly ChartedDeal[]): Group[] => {
  const processes = new Map<string, ChartedDeal[]>();
  for (const deal of deals) {
    const id = deal.classification.process_id;
    if (id === null) continue;
    const known = processes.get(id);
    if (known === undefined) processes.set(id, [deal]);
    else known.push(deal);
  }
  const ofProcesses = [...processes].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { scope: 'all', processId: null, deals },
    ...ofProcesses.map(([processId, some]) => ({ scope: 'process' as const, processId, deals: some })),
  ];
};

type Phase = Pick<ControlChartPointRow, 'phase' | 'version'>;

/** A new version of the process is a new phase, from the first period that begins under it. */
const phaseAt = (context: Context, processId: string | null, x: string): Phase => {
  const versions = processId === null ? [] : (context.processes.get(processId) ?? []);
  const inEffect = versions.filter(({ effectiveFrom }) => effectiveFrom <= `${x}T00:00:00.000000Z`);
  return { phase: Math.max(1, inEffect.length), version: inEffect.at(-1)?.version ?? null };
};

const phasesOf = (points: readonly Measured[], phaseOf: (x: string) => Phase): [Phase, Measured[]][] => {
  const phases = new Map<number, [Phase, Measured[]]>();
  for (const point of points) {
    const phase = phaseOf(point.x);
    const known = phases.get(phase.phase);
    if (known === undefined) phases.set(phase.phase, [phase, [point]]);
    else known[1].push(point);
  }
  return [...phases.values()];
};

const rowsOf = (
  { name, kind, period, points }: Chart,
  { scope, processId, deals }: Group,
  { asOf, context, settings }: { asOf: string; context: Context; settings: ChartSettings },
): ControlChartPointRow[] => {
  const ended = points(deals, asOf).filter(({ x }) => hasEnded(period, x, asOf));
  return phasesOf(ended, (x) => phaseAt(context, processId, x)).flatMap(([phase, measured]) => {
    const values = charted(kind, measured, settings);
    return measured.map((point, i) => ({
      point_id: uuidV5(NAMESPACE, JSON.stringify([name, scope, processId, point.x])),
      chart: name,
      chart_kind: kind,
      period_kind: period,
      scope,
      process_id: processId,
      ...phase,
      ...point,
      ...values[i]!,
      as_of: asOf,
    }));
  });
};

/** Every chart over all deals and over those of each process, as of an instant; only periods that were over then. */
export const controlChartPoints = (
  outcomes: readonly OutcomeOfDeal[],
  conformance: readonly FitnessOfDeal[],
  { asOf }: AsOf,
  context: Context,
  settings: ChartSettings = CHART_SETTINGS,
): ControlChartPointRow[] => {
  const fitnessOf = new Map(conformance.map(({ deal_id, fitness }) => [deal_id, fitness]));
  const deals = dealsAt(outcomes, asOf)
    .filter(({ outcome }) => outcome !== 'excluded')
    .map((deal) => ({ ...deal, fitness: fitnessOf.get(deal.id) ?? null }));
  return groupsOf(deals).flatMap((group) =>
    CHARTS.flatMap((chart) => rowsOf(chart, group, { asOf, context, settings })),
  );
};

/** Provisional limits move with each new point; the journal speaks of a signal again when its rules or value change. */
export const controlChartConclusions: Conclusions<ControlChartPointRow> = {
  retractedKind: 'SpecialCauseRetracted',
  of: ({ point_id, chart, process_id, x, value, n, rules }) =>
    rules.length === 0
      ? null
      : {
          conclusionId: point_id,
          kind: 'SpecialCauseSignalled',
          detail: { chart, processId: process_id, period: x, value, n, rules } satisfies SpecialCauseFinding,
        },
};
