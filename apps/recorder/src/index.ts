export { migrateIntake } from './quarantine/migrations/migrate-intake';
export { RecorderModule } from './recorder.module';
