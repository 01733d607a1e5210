import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const POLL_MS = 5;

/** Polls until it is so; throws after a limit that no healthy run reaches. */
export const waitUntil = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It did not become so within ${LIMIT_MS} ms: ${isSo.toString()}`);
    await delay(POLL_MS);
  }
};
