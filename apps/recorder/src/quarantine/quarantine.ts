import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Pool } from 'pg';
import { GembaMetrics } from '@gemba/platform';
import { QuarantineTable } from './quarantine-table';

/** The quarantine of this process: the table, and its depth among the metrics. */
@Injectable()
export class Quarantine extends QuarantineTable implements OnModuleInit {
  constructor(
    @Inject(Pool) pool: Pool,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {
    super(pool);
  }

  onModuleInit(): void {
    this.metrics.observe('gemba_quarantine_depth', 'Quarantined pieces that wait for release', () => this.depth());
  }
}
