export { type ExampleDeal, type ExampleEvent, type Metric, type MetricExample, readMetric } from './metric';
