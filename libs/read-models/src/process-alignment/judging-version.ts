import { type Context, type ProcessVersion, versionNumbered } from '../context';
import { type VersionBinding } from '../deal-case';

/** The version that judges a deal from a binding on, or why none does. */
export type JudgingVersion =
  | { readonly version: ProcessVersion; readonly reason: null }
  | { readonly version: null; readonly reason: NonNullable<VersionBinding['reason']> | 'version_not_published' };

export const judgingVersion = (context: Context, binding: VersionBinding): JudgingVersion => {
  if (binding.version === null) return { version: null, reason: binding.reason };
  const version = versionNumbered(context, binding.processId, binding.version);
  return version === null ? { version, reason: 'version_not_published' } : { version, reason: null };
};

/** Steps with which a case may begin: those that no other leads to; where loops leave none, the first. */
export const beginningsOf = ({ steps }: ProcessVersion): ReadonlySet<string> => {
  const all = [...steps.keys()];
  const ledTo = new Set([...steps.values()].flatMap(({ next }) => next?.steps ?? []));
  const beginnings = all.filter((key) => !ledTo.has(key));
  return new Set(beginnings.length > 0 ? beginnings : all.slice(0, 1));
};
