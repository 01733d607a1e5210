import { GEMBA_NAMESPACE, uuidV5 } from '@gemba/event-sourcing';
import { type Context } from '../context';
import { type AsOf, type Conclusions, type Row } from '../read-model';
import { changesOfMeasure, changesOfWay, type FoundChange, type Searched } from './changes';
import { type DriftFinding } from './drift.finding';
import { DRIFT_SETTINGS, type DriftSettings } from './drift-settings';
import {
  type ConformanceOfDrift,
  conformanceSeries,
  durationSeries,
  type HandoffOfDrift,
  handoverSeries,
  settledDeals,
  type TraceOfDrift,
} from './series';

export type DriftKind = 'control_flow' | 'duration' | 'handover' | 'conformance';

export interface DriftRow extends Row {
  readonly drift_id: string;
  readonly process_id: string | null;
  readonly kind: DriftKind;
  readonly change_no: number;
  readonly verdict: 'changed' | 'no_change_found' | 'insufficient';
  readonly since_at: string | null;
  readonly last_old_at: string | null;
  readonly first_new_deal: string | null;
  readonly last_old_deal: string | null;
  readonly p: number | null;
  readonly effect: number | null;
  readonly direction: FoundChange['direction'];
  readonly changed: (FoundChange['changed'] & Row) | null;
  readonly planned: boolean | null;
  readonly planned_versions: readonly number[];
  readonly n: number;
  readonly n_before: number | null;
  readonly n_after: number | null;
  readonly min_segment: number;
  readonly alpha: number;
  readonly min_effect: number;
  readonly as_of: string;
}

/** Rows of the deal-level tables that drift is looked for in. */
export interface DriftInputs {
  readonly traces: readonly TraceOfDrift[];
  readonly handovers: readonly HandoffOfDrift[];
  readonly conformance: readonly ConformanceOfDrift[];
}

const NAMESPACE = uuidV5(GEMBA_NAMESPACE, 'drift');

const byProcess = <R extends { readonly process_id: string | null }>(rows: readonly R[]): Map<string | null, R[]> => {
  const groups = new Map<string | null, R[]>();
  for (const row of rows) {
    const group = groups.get(row.process_id);
    if (group === undefined) groups.set(row.process_id, [row]);
    else group.push(row);
  }
  return groups;
};

/** Null where no version of the process was ever published: whoever changes such a process has nowhere to say so. */
const versionsWithin = (
  context: Context,
  processId: string | null,
  [from, to]: readonly [string, string],
): number[] | null => {
  const versions = processId === null ? [] : (context.processes.get(processId) ?? []);
  if (versions.length === 0) return null;
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom >= from && effectiveFrom <= to)
    .map(({ version }) => version);
};

const NOTHING_FOUND = {
  since_at: null,
  last_old_at: null,
  first_new_deal: null,
  last_old_deal: null,
  p: null,
  effect: null,
  direction: null,
  changed: null,
  planned: null,
  planned_versions: [],
  n_before: null,
  n_after: null,
} as const;

const saying = (change: FoundChange, processId: string | null, context: Context) => {
  const versions = versionsWithin(context, processId, change.window);
  return {
    since_at: change.firstNew.at,
    last_old_at: change.lastOld.at,
    first_new_deal: change.firstNew.dealId,
    last_old_deal: change.lastOld.dealId,
    p: change.pValue,
    effect: change.effect,
    direction: change.direction,
    changed: change.changed as DriftRow['changed'],
    planned: versions === null ? null : versions.length > 0,
    planned_versions: versions ?? [],
    n_before: change.nBefore,
    n_after: change.nAfter,
  };
};

const rowsOf = (
  processId: string | null,
  kind: DriftKind,
  { n, minSegment, changes }: Searched,
  { context, asOf, settings }: { context: Context; asOf: string; settings: DriftSettings },
): DriftRow[] => {
  const row = (
    changeNo: number,
    verdict: DriftRow['verdict'],
    said: ReturnType<typeof saying> | typeof NOTHING_FOUND,
  ) => ({
    drift_id: uuidV5(NAMESPACE, JSON.stringify([processId, kind, changeNo])),
    process_id: processId,
    kind,
    change_no: changeNo,
    verdict,
    ...said,
    n,
    min_segment: minSegment,
    alpha: settings.alpha,
    min_effect: settings.minEffect,
    as_of: asOf,
  });
  if (changes.length === 0) return [row(0, n < 2 * minSegment ? 'insufficient' : 'no_change_found', NOTHING_FOUND)];
  return changes.map((change, i) => row(i + 1, 'changed', saying(change, processId, context)));
};

/**
 * Since when deals are worked in another order, take longer, are handed over less complete or keep less to their
 * process. The same rows in any order give the same drifts.
 */
export const driftRows = (
  { traces, handovers, conformance }: DriftInputs,
  { asOf }: AsOf,
  context: Context,
  settings: DriftSettings = DRIFT_SETTINGS,
): DriftRow[] => {
  const at = { context, asOf, settings };
  const handoversOf = byProcess(handovers);
  const conformanceOf = byProcess(conformance);
  return [...byProcess(traces)]
    .sort(([a], [b]) => (a === null ? 1 : b === null || a < b ? -1 : 1))
    .flatMap(([processId, deals]) => [
      ...rowsOf(processId, 'control_flow', changesOfWay(settledDeals(deals, asOf), settings), at),
      ...rowsOf(processId, 'duration', changesOfMeasure(durationSeries(deals, asOf), settings), at),
      ...rowsOf(
        processId,
        'handover',
        changesOfMeasure(handoverSeries(handoversOf.get(processId) ?? [], asOf), settings),
        at,
      ),
      ...rowsOf(
        processId,
        'conformance',
        changesOfMeasure(conformanceSeries(conformanceOf.get(processId) ?? [], asOf), settings),
        at,
      ),
    ]);
};

/** How sure it is and how many deals it rests on change every day; the journal speaks when the change itself does. */
export const driftConclusions: Conclusions<DriftRow> = {
  retractedKind: 'ProcessDriftRetracted',
  of: ({ drift_id, verdict, process_id, kind, since_at, first_new_deal, last_old_deal, direction, planned }) =>
    verdict === 'changed'
      ? {
          conclusionId: drift_id,
          kind: 'ProcessDriftDetected',
          detail: {
            processId: process_id,
            drift: kind,
            sinceAt: since_at,
            firstNewDealId: first_new_deal,
            lastOldDealId: last_old_deal,
            direction,
            planned,
          } satisfies DriftFinding,
        }
      : null,
};
