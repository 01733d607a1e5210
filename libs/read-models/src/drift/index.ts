import { type Analysis } from '../read-model';
import { driftQuestion } from './drift.query';
import { driftConclusions, type DriftRow, driftRows } from './drift.rows';
import {
  CONFORMANCE_COLUMNS,
  type ConformanceOfDrift,
  HANDOFF_COLUMNS,
  type HandoffOfDrift,
  TRACE_COLUMNS,
  type TraceOfDrift,
} from './series';

export * from './drift-settings';
export { type DriftInputs, type DriftKind, type DriftRow, driftRows } from './drift.rows';

export const driftTable: Analysis<DriftRow> = {
  name: 'drift',
  folder: __dirname,
  key: ['drift_id'],
  question: driftQuestion,
  reads: { deal_trace: TRACE_COLUMNS, handoff: HANDOFF_COLUMNS, deal_conformance: CONFORMANCE_COLUMNS },
  rows: (tables, at, context) =>
    driftRows(
      {
        traces: tables['deal_trace'] as readonly TraceOfDrift[],
        handovers: tables['handoff'] as readonly HandoffOfDrift[],
        conformance: tables['deal_conformance'] as readonly ConformanceOfDrift[],
      },
      at,
      context,
    ),
  conclusions: driftConclusions,
};
