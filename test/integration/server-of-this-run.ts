import { type EmbeddedPostgres } from '../../libs/platform/src/embedded-postgres';

const KEY = Symbol.for('gemba.integration.server');
const keeper = globalThis as unknown as Record<symbol, EmbeddedPostgres | undefined>;

/** Hands the server from jest's setup to its teardown, which load their modules apart. */
export const serverOfThisRun = {
  keep: (server: EmbeddedPostgres): void => void (keeper[KEY] = server),
  take: (): EmbeddedPostgres | undefined => keeper[KEY],
};
