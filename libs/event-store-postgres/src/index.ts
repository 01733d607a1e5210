export * from './maintenance/record-statistics';
export * from './maintenance/verify-record';
export * from './migrations/migrate-record';
export * from './migrations/migrate-schema';
export * from './postgres-event-store';
