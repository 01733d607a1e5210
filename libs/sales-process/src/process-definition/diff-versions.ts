import { canonicalJson, type Json, type JsonObject } from '@gemba/event-sourcing';
import { type VersionContent } from './process-definition.state';

/** One difference between two versions of a process. */
export interface VersionChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly part: 'process' | 'step' | 'handover' | 'cadence' | 'message';
  /** The step or handover; absent for the process itself and its cadence. */
  readonly key?: string;
  /** Where something changed: the member, what it was and what it is. Absent members are null. */
  readonly member?: string;
  readonly from?: Json;
  readonly to?: Json;
}

/** Members that say which version this is, not what it says. */
const IDENTITY = new Set(['processId', 'version', 'key']);

const changesWithin = (
  place: Pick<VersionChange, 'part' | 'key'>,
  before: JsonObject,
  after: JsonObject,
): VersionChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((member) => !IDENTITY.has(member))
    .flatMap((member): VersionChange[] => {
      const from = before[member] ?? null;
      const to = after[member] ?? null;
      return canonicalJson(from) === canonicalJson(to) ? [] : [{ kind: 'changed', ...place, member, from, to }];
    });

/** The parts of one sort, side by side under their keys; a part that is on one side only was added or removed. */
const changesBetween = (
  part: VersionChange['part'],
  before: ReadonlyMap<string, object>,
  after: ReadonlyMap<string, object>,
): VersionChange[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((key): VersionChange[] => {
    const place = key === '' ? { part } : { part, key };
    const from = before.get(key);
    const to = after.get(key);
    if (from === undefined) return [{ kind: 'added', ...place }];
    if (to === undefined) return [{ kind: 'removed', ...place }];
    return changesWithin(place, from as JsonObject, to as JsonObject);
  });

const single = (part: object | null): ReadonlyMap<string, object> => new Map(part === null ? [] : [['', part]]);

/** The contents of a version; before the first there is nothing at all. */
type Comparable = Omit<VersionContent, 'drafted'> & { readonly drafted: VersionContent['drafted'] | null };

/** What changed from one version to another, in the order process, steps, handovers, cadence; empty: they say the same. */
export const diffVersions = (before: Comparable, after: VersionContent): readonly VersionChange[] => [
  ...changesBetween('process', single(before.drafted), single(after.drafted)),
  ...changesBetween('step', before.steps, after.steps),
  ...changesBetween('handover', before.handovers, after.handovers),
  ...changesBetween('cadence', single(before.cadence), single(after.cadence)),
];
