export { GembaMetrics, type Reading } from './gemba-metrics';
export { MetricsController } from './metrics.controller';
