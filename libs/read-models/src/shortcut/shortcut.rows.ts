import { GEMBA_NAMESPACE, uuidV5 } from '@gemba/event-sourcing';
import { type Context, teamAt } from '../context';
import { bindingAt, type Classification, classificationOf, type DealCase, knownAt, momentOf } from '../deal-case';
import { type HistoryEvent } from '../history';
import { leaveFor } from '../process-alignment';
import { type Conclusions, type Row } from '../read-model';
import { type Deviation, type ShortcutKind } from './deviation';
import { findDeviations } from './find-deviations';
import { type ShortcutFinding } from './shortcut.finding';

export interface ShortcutRow extends Row, Classification {
  readonly deal_id: string;
  readonly shortcut_id: string;
  readonly kind: ShortcutKind;
  readonly step_key: string | null;
  readonly item: string | null;
  readonly actor_id: string | null;
  readonly actor_team_id: string | null;
  readonly occurred_at: string | null;
  readonly evidence_event_ids: readonly string[];
  readonly entry_lag_h: number | null;
  readonly remedied_at: string | null;
  readonly waived: boolean;
  readonly waiver_id: string | null;
  readonly waived_by: string | null;
  readonly waived_at: string | null;
  readonly version: number | null;
}

const NAMESPACE = uuidV5(GEMBA_NAMESPACE, 'shortcut');

/** The same deviation, shown by the same events, has the same id, in whatever order they arrived. */
const nameOf = (dealId: string, { kind, stepKey, item, evidence }: Deviation): string =>
  JSON.stringify([dealId, kind, stepKey, item, evidence.map(({ eventId }) => eventId).sort()]);

const timeOf = (event: HistoryEvent | null): string | null => (event === null ? null : knownAt(momentOf(event)));

const actorOf = (event: HistoryEvent | null, context: Context): Pick<ShortcutRow, 'actor_id' | 'actor_team_id'> => {
  const actor_id = event?.metadata.actorId ?? null;
  const said = event?.metadata.teamId ?? null;
  const known = event === null || actor_id === null ? null : teamAt(context, actor_id, event.metadata.occurredAt);
  return { actor_id, actor_team_id: known ?? said };
};

const leaveOf = (
  { kind, stepKey }: Deviation,
  { conduct }: DealCase,
): Pick<ShortcutRow, 'waived' | 'waiver_id' | 'waived_by' | 'waived_at'> => {
  const leave = leaveFor(conduct, kind, stepKey);
  return {
    waived: leave !== null,
    waiver_id: leave?.waiverId ?? null,
    waived_by: leave?.waiver?.by ?? null,
    waived_at: timeOf(leave?.waiver?.event ?? null),
  };
};

const versionOf = ({ version, at }: Deviation, { bindings }: DealCase): number | null => {
  if (version !== null) return version.version;
  return at === null ? null : bindingAt(bindings, at.metadata.occurredAt).version;
};

/** Every way around the process in the deal, those that were allowed marked as such. */
export const shortcutRows = (dealCase: DealCase, context: Context): ShortcutRow[] => {
  const { dealId } = dealCase;
  const classification = classificationOf(dealCase);
  const times = new Map<string, number>();
  return findDeviations(dealCase, context).map((found) => {
    const name = nameOf(dealId, found);
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return {
      deal_id: dealId,
      // A step that two branches lead to can be missing twice at one place.
      shortcut_id: uuidV5(NAMESPACE, time === 1 ? name : `${name} ${time}`),
      kind: found.kind,
      step_key: found.stepKey,
      item: found.item,
      ...actorOf(found.at, context),
      occurred_at: timeOf(found.at),
      evidence_event_ids: found.evidence.map(({ eventId }) => eventId),
      entry_lag_h: found.entryLagHours,
      remedied_at: timeOf(found.remediedBy),
      ...leaveOf(found, dealCase),
      version: versionOf(found, dealCase),
      ...classification,
    };
  });
};

/** What was allowed is no shortcut. When a late event explains one, its row goes, and the journal says so. */
export const shortcutConclusions: Conclusions<ShortcutRow> = {
  retractedKind: 'ShortcutRetracted',
  of: (row) =>
    row.waived
      ? null
      : {
          conclusionId: row.shortcut_id,
          kind: 'ShortcutDetected',
          detail: {
            dealId: row.deal_id,
            shortcut: row.kind,
            stepKey: row.step_key,
            item: row.item,
            actorId: row.actor_id,
            occurredAt: row.occurred_at,
            evidence: row.evidence_event_ids,
          } satisfies ShortcutFinding,
        },
};
