import { type Context, type HandoverDefinition, versionNumbered } from '../../context';
import { type VersionBinding, type Visit } from '../deal-case';

/** What surrounds a handover in its deal. */
export interface Surroundings {
  readonly context: Context;
  readonly bindings: readonly [VersionBinding, ...VersionBinding[]];
  readonly visits: readonly Visit[];
}

/** The version that binds a deal at an instant: the one that its opening pinned until a migration says otherwise. */
export const bindingAt = (bindings: readonly [VersionBinding, ...VersionBinding[]], at: string): VersionBinding =>
  bindings.findLast(({ since }) => since !== null && since <= at) ?? bindings[0];

const stepAt = (visits: readonly Visit[], at: string): string | null =>
  visits.findLast(({ entered, exited }) => entered.at <= at && (exited === null || at <= exited.at))?.stepKey ?? null;

/**
 * What the version in force asks for between two teams. Where it knows several handovers between them, the one after
 * the step that the deal is in; where that does not decide it either, none.
 */
export const definitionAt = (
  { context, bindings, visits }: Surroundings,
  fromTeam: string | null,
  toTeam: string | null,
  at: string,
): HandoverDefinition | null => {
  const { processId, version } = bindingAt(bindings, at);
  if (processId === null || version === null) return null;
  const handovers = versionNumbered(context, processId, version)?.handovers ?? [];
  const between = handovers.filter((handover) => handover.fromTeam === fromTeam && handover.toTeam === toTeam);
  if (between.length <= 1) return between[0] ?? null;
  const step = stepAt(visits, at);
  const after = between.filter(({ afterStepKey }) => afterStepKey === step);
  return after.length === 1 ? after[0]! : null;
};
