import { type Context, versionNumbered } from '../context';
import { type Direction, type VersionBinding, type Visit } from './deal-case';

type Judged = Pick<Visit, 'direction' | 'directionReason'>;

const compared = (from: number, to: number): Direction => (to > from ? 'forward' : to < from ? 'backward' : 'sideways');

/** Where a move leads by the ordinals of the version that binds it. `fromStepKey` null: nothing came before. */
export const directionOf = (
  context: Context,
  binding: VersionBinding,
  fromStepKey: string | null,
  toStepKey: string,
): Judged => {
  if (fromStepKey === null) return { direction: 'first', directionReason: null };
  if (binding.version === null) return { direction: null, directionReason: binding.reason };
  const version = versionNumbered(context, binding.processId, binding.version);
  if (version === null) return { direction: null, directionReason: 'version_not_published' };
  const [from, to] = [version.steps.get(fromStepKey), version.steps.get(toStepKey)];
  if (from === undefined || to === undefined) return { direction: null, directionReason: 'step_not_in_version' };
  return { direction: compared(from.ordinal, to.ordinal), directionReason: null };
};
