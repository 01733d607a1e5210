export { migrateAccess } from './journeys/migrations/migrate-access';
export { QueryApiModule } from './query-api.module';
