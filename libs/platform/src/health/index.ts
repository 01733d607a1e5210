export { HealthController } from './health.controller';
export { Readiness, type ReadinessCheck } from './readiness';
