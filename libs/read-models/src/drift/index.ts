import { analysisOver } from '../analysis-over';
import { driftQuestion } from './drift.query';
import { driftConclusions, driftRows } from './drift.rows';
import {
  CONFORMANCE_COLUMNS,
  type ConformanceOfDrift,
  HANDOFF_COLUMNS,
  type HandoffOfDrift,
  TRACE_COLUMNS,
  type TraceOfDrift,
} from './series';

export { type DriftFinding } from './drift.finding';
export * from './drift-settings';
export { type DriftInputs, type DriftKind, type DriftRow, driftRows } from './drift.rows';

interface Inputs {
  deal_trace: TraceOfDrift;
  handoff: HandoffOfDrift;
  deal_conformance: ConformanceOfDrift;
}

export const driftTable = analysisOver<Inputs>()({
  name: 'drift',
  folder: __dirname,
  key: ['drift_id'],
  question: driftQuestion,
  reads: { deal_trace: TRACE_COLUMNS, handoff: HANDOFF_COLUMNS, deal_conformance: CONFORMANCE_COLUMNS },
  rows: ({ deal_trace, handoff, deal_conformance }, at, context) =>
    driftRows({ traces: deal_trace, handovers: handoff, conformance: deal_conformance }, at, context),
  conclusions: driftConclusions,
});
