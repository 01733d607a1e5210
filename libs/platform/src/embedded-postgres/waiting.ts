import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves true once the condition holds, false when the time is over first. */
export const waitUntil = async (condition: () => boolean, limitMs: number): Promise<boolean> => {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() >= deadline) return false;
    await pause(POLL_MS);
  }
  return true;
};
