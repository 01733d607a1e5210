import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Reads a gauge's value at each scrape; a failure leaves the gauge out of that scrape. */
export type Reading = () => Promise<number> | number;

/** Values by label, read at each scrape; a failure leaves all of them out of that scrape. */
export type LabelledReading = () => Promise<readonly (readonly [string, number])[]>;

const APPEND_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Gemba measures of itself, in Prometheus' terms. One registry per process. */
@Injectable()
export class GembaMetrics {
  readonly registry = new Registry();

  /** One call of the store's append, from asking to the durable answer. */
  readonly appendSeconds = new Histogram({
    name: 'gemba_append_seconds',
    help: 'Time from an append to its durable answer',
    buckets: APPEND_BUCKETS_SECONDS,
    registers: [this.registry],
  });

  /** What became of events that came in: recorded, duplicate or quarantined. */
  readonly eventsTotal = new Counter({
    name: 'gemba_events_total',
    help: 'Events that came in, by what became of them',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Requests that were answered with a problem, by its literal code: refusals and failures of our own. */
  readonly problemsTotal = new Counter({
    name: 'gemba_problems_total',
    help: 'Requests answered with a problem, by status and code',
    labelNames: ['status', 'code'] as const,
    registers: [this.registry],
  });

  readonly importRowsTotal = new Counter({
    name: 'gemba_import_rows_total',
    help: 'Rows of imported files that were dealt with',
    registers: [this.registry],
  });

  constructor() {
    // Includes nodejs_eventloop_lag_*: the delay that answers wait for the event loop.
    collectDefaultMetrics({ register: this.registry });
  }

  /** Registers a gauge that is read when it is scraped, e.g. `gemba_quarantine_depth`. */
  observe(name: string, help: string, reading: Reading): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        try {
          this.set(await reading());
        } catch {
          this.remove();
        }
      },
    });
  }

  /** The same with a value for each label, e.g. each partition. A label that a reading leaves out is gone. */
  observeEach(name: string, help: string, label: string, reading: LabelledReading): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        const values = await Promise.resolve(reading()).catch(() => []);
        this.reset();
        for (const [value, of] of values) this.set({ [label]: value }, of);
      },
    });
  }
}
