import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import type { TranslatedItem } from '@gemba/intake';
import { EVENT_STORE, GembaMetrics } from '@gemba/platform';
import { Quarantine } from '../quarantine/quarantine';
import type { Outcome } from './outcome';
import { recordItems } from './record-items';

/** Where a delivery came from, for the quarantine. */
export interface Delivery {
  readonly source: string;
  readonly mediaType: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An outcome, and the quarantine's entry where there is one. */
export interface Answered {
  readonly outcome: Outcome;
  readonly quarantineId?: string;
}

/** Records what translators yield; what cannot be recorded goes to quarantine as it came. */
@Injectable()
export class Recording {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {}

  /** Answers in the order of the items, when everything is durable. Sent again, it changes nothing. */
  async record(items: readonly TranslatedItem[], delivery: Delivery): Promise<Answered[]> {
    const outcomes = await recordItems(this.store, items);
    const ids = await this.setAside(outcomes, delivery);
    for (const { outcome } of outcomes) this.metrics.eventsTotal.inc({ outcome });
    return outcomes.map((outcome) =>
      outcome.outcome === 'quarantined' ? { outcome, quarantineId: ids.shift()! } : { outcome },
    );
  }

  private async setAside(outcomes: readonly Outcome[], { source, mediaType, headers }: Delivery): Promise<string[]> {
    const poisons = outcomes.flatMap((outcome) =>
      outcome.outcome === 'quarantined'
        ? [{ source, mediaType, headers, place: outcome.place, faults: outcome.faults, raw: outcome.raw }]
        : [],
    );
    return poisons.length === 0 ? [] : this.quarantine.add(poisons, 'delivery');
  }
}
