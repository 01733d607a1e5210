export { withDatabase } from './connection-url';
export { wasAbandoned } from './data-folder-lock';
export { defaultDataDir, type WhereGembaRuns } from './default-data-dir';
export { EmbeddedPostgresError, type EmbeddedPostgresFault } from './embedded-postgres-error';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres';
export { isReachableByAnybody } from './reachability';
export { BI_READER_BOUNDS, CONFINE_BI_READER, ensureDatabase, ensureRoles } from './roles';
export { type RestartListener, type RestartNotice } from './supervisor';
export { machineMemoryBytes } from './memory-budget';
