import { type GembaMetrics } from '@gemba/platform';
import { Counter, Histogram } from 'prom-client';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Registers what drains cost; the answer takes each batch. */
export const drainDurations = ({ registry }: GembaMetrics): ((deals: number, seconds: number) => void) => {
  const duration = new Histogram({
    name: 'gemba_drain_seconds',
    help: 'Time to compute one batch of deals and write their rows',
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const computed = new Counter({
    name: 'gemba_deals_computed_total',
    help: 'Deals that were computed, as often as they were',
    registers: [registry],
  });
  return (deals, seconds) => {
    duration.observe(seconds);
    computed.inc(deals);
  };
};
