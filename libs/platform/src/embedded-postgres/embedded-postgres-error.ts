export type EmbeddedPostgresFault =
  | 'platform-unsupported'
  | 'binaries-missing'
  | 'binaries-unreachable'
  | 'no-database-user'
  | 'data-folder-unusable'
  | 'already-running'
  | 'sql-port-taken'
  | 'initdb-failed'
  | 'start-failed';

/** Why the embedded PostgreSQL cannot run. The message names the fault and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly code: EmbeddedPostgresFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
