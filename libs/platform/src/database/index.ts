export { migrateSchema, type SchemaMigrations, SchemaNotMigrated } from '@gemba/event-store-postgres';
export { COLUMN_TYPES } from './column-types';
export { isConnectionFailure } from './connection-failure';
export { createPool, type PoolOptions } from './create-pool';
