export { GembaMetrics, type LabelledReading, type Reading } from './gemba-metrics';
export { MetricsController } from './metrics.controller';
