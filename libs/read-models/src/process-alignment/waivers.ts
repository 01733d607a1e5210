import { type Conduct, type Waiver } from '../deal-case';

/** Under what a deviation was allowed; `waiver` is null where only the one who skipped speaks of it. */
export interface Leave {
  readonly waiverId: string | null;
  readonly waiver: Waiver | null;
}

const scopesOf = (kind: string, stepKey: string | null): readonly string[] =>
  stepKey === null ? [kind] : [`${kind}:${stepKey}`, stepKey, kind];

/**
 * The leave for a deviation of one kind at one step; null: there is none. A waiver's scope names a step, a kind of
 * deviation, or both as `<kind>:<step>`; what says so most closely comes first, and of equals the earliest.
 */
export const leaveFor = (
  { waivers, skips }: Pick<Conduct, 'waivers' | 'skips'>,
  kind: string,
  stepKey: string | null,
): Leave | null => {
  for (const scope of scopesOf(kind, stepKey)) {
    const waiver = waivers.find((candidate) => candidate.scope === scope);
    if (waiver !== undefined) return { waiverId: waiver.waiverId, waiver };
  }
  if (kind !== 'skip') return null;
  const skip = skips.find((candidate) => candidate.stepKey === stepKey && candidate.waiverId !== null);
  if (skip === undefined) return null;
  const waiver = waivers.find(({ waiverId }) => waiverId === skip.waiverId) ?? null;
  return { waiverId: skip.waiverId, waiver };
};
