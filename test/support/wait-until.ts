import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 120_000;
const POLL_MS = 20;

/** Polls until it is so; throws, saying what it waited for, after a limit that no healthy run reaches. */
export const waitUntil = async (isSo: () => boolean | Promise<boolean>, limitMs = LIMIT_MS): Promise<void> => {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It did not become so within ${limitMs} ms: ${isSo.toString()}`);
    await delay(POLL_MS);
  }
};
