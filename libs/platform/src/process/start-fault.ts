import { isConnectionFailure } from '../database/connection-failure';
import { withoutSecrets } from '../logging/without-secrets';

const codeOf = (error: unknown): string | null => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : null;
};

/** Classes of SQLSTATE: who may not log in, and databases that are not there. */
const IS_REFUSED = /^(?:28\w{3}|3D\w{3})$/;
/** No such table, no such schema. */
const IS_BARE = /^(?:42P01|3F000)$/;

const remedyOf = (error: unknown): string | null => {
  const code = codeOf(error) ?? '';
  if (isConnectionFailure(error) || IS_REFUSED.test(code)) {
    return 'Start the PostgreSQL that GEMBA_DATABASE_URL and GEMBA_DATABASE_ADMIN_URL name, or correct them.';
  }
  if (IS_BARE.test(code)) return 'The database was not migrated: run the migration of docs/deploying.md first.';
  return null;
};

/**
 * What a person is told when a program cannot start, or stop in order. Faults that people can mend say what to do: for them
 * a stack would be noise. Secrets are taken out.
 */
export const startFault = (error: unknown): string => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const remedy = remedyOf(error);
  if (remedy !== null) return withoutSecrets(`The database cannot be used: ${message}. ${remedy}`);
  return withoutSecrets(codeOf(error) === null ? (stack ?? message) : message);
};
