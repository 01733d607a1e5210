import { type Context } from './context';
import { type ProcessVersion } from './process-version';

/** The version of a process that a deal opened at an instant follows (rule R9); null where none was in effect. */
export const versionAt = (context: Context, processId: string, at: string): ProcessVersion | null =>
  context.processes
    .get(processId)
    ?.findLast(({ effectiveFrom, retiredAt }) => effectiveFrom <= at && (retiredAt === null || at < retiredAt)) ?? null;

/** A published version by its number. */
export const versionNumbered = (context: Context, processId: string, version: number): ProcessVersion | null =>
  context.processes.get(processId)?.find((candidate) => candidate.version === version) ?? null;
