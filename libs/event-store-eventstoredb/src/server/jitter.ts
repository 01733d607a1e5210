import { setTimeout as pause } from 'node:timers/promises';

/** Grows with each attempt up to a bound; half of it is chance, so that those who lost a server do not return as one. */
export const backOffMs = (attempt: number, firstMs: number, mostMs: number): number => {
  const ms = Math.min(firstMs * 2 ** (attempt - 1), mostMs);
  return ms / 2 + (Math.random() * ms) / 2;
};

/** Waits so long, or until the signal aborts. */
export const rest = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
};
