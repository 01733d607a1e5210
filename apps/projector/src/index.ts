export { LIVE_SCHEMAS, type ProjectionSchemas } from './database/schema-names';
export { type ProjectorControl } from './projector-control';
export { ProjectorModule } from './projector.module';
export { prepareProjection } from './schema/migrate-projection';
export { type ProjectorStatus, type TableStatus } from './status/projector-status';
export { ProjectorThread } from './thread/projector-thread';
