import { type Context, versionAt } from '../context';
import { type VersionBinding } from './deal-case';
import { type Moment } from './moment';

/** The version a deal is pinned to by its opening, or why there is none. */
export const bindingAtOpening = (context: Context, processId: string | null, opened: Moment | null): VersionBinding => {
  const unbound = { processId, version: null, since: opened?.at ?? null };
  if (opened === null) return { ...unbound, reason: 'no_opening' };
  if (processId === null) return { ...unbound, reason: 'no_process' };
  if (opened.precision === 'unknown') return { ...unbound, reason: 'opening_time_unknown' };
  const version = versionAt(context, processId, opened.at);
  if (version === null) return { ...unbound, reason: 'no_version_in_effect' };
  return { processId, version: version.version, reason: null, since: opened.at };
};

/** The binding from a migration on. A deal of no process has no version to migrate to. */
export const migrated = (binding: VersionBinding, to: number, since: string): VersionBinding =>
  binding.processId === null ? binding : { processId: binding.processId, version: to, reason: null, since };
