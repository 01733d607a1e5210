import { type startTestServer } from '../support/test-server';

type Server = Awaited<ReturnType<typeof startTestServer>>;

const KEY = Symbol.for('gemba.integration.server');
const keeper = globalThis as unknown as Record<symbol, Server | undefined>;

/** Hands the server from jest's setup to its teardown, which load their modules apart. */
export const serverOfThisRun = {
  keep: (server: Server): void => void (keeper[KEY] = server),
  take: (): Server | undefined => keeper[KEY],
};
