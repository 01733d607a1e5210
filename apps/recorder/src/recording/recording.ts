import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import type { TranslatedItem } from '@gemba/intake';
import { EVENT_STORE, GembaMetrics } from '@gemba/platform';
import { Quarantine } from '../quarantine/quarantine';
import type { Poison } from '../quarantine/quarantine-entry';
import type { Outcome } from './outcome';
import { recordItems } from './record-items';

/** Where a delivery came from, for the quarantine. */
export type Delivery = Pick<Poison, 'source' | 'mediaType' | 'headers' | 'key' | 'identity'>;

/** Where each of the items came from that did not come together. */
export type DeliveryOfEach = (itemIndex: number) => Delivery;

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
  async record(items: readonly TranslatedItem[], delivery: Delivery | DeliveryOfEach): Promise<Answered[]> {
    const outcomes = await recordItems(this.store, items);
    const ids = await this.setAside(outcomes, delivery);
    for (const { outcome } of outcomes) this.metrics.eventsTotal.inc({ outcome });
    return outcomes.map((outcome) =>
      outcome.outcome === 'quarantined' ? { outcome, quarantineId: ids.shift()! } : { outcome },
    );
  }

  private async setAside(outcomes: readonly Outcome[], delivery: Delivery | DeliveryOfEach): Promise<string[]> {
    const poisons = outcomes.flatMap((outcome, index): Poison[] => {
      if (outcome.outcome !== 'quarantined') return [];
      const { place, faults, raw } = outcome;
      return [{ ...(typeof delivery === 'function' ? delivery(index) : delivery), place, faults, raw }];
    });
    return poisons.length === 0 ? [] : this.quarantine.add(poisons, 'delivery');
  }
}
