import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import { GembaConfig } from '../configuration';
import { Readiness } from '../health/readiness';
import { EVENT_STORE } from './event-store.token';

/** A record that is not in the database must answer for itself for the app to be ready. */
@Injectable()
export class RecordLifetime implements OnModuleInit {
  constructor(
    @Inject(GembaConfig) private readonly config: GembaConfig,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    if (this.config.eventStore.kind === 'postgres') return;
    this.readiness.add('record', async () => void (await this.store.head()));
  }
}
