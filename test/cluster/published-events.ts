import { arrivalsOf, cloudEventOf, organisationPlan } from '@gemba/intake';
import { type JsonObject } from '@gemba/event-sourcing';

/** A message as a CRM would put it on the bus. */
export interface BusMessage {
  /** The deal it is about; messages of one deal stay in order. */
  readonly key: string;
  readonly value: string;
}

const keyOf = (event: JsonObject): string => {
  const { dealId } = event['data'] as { dealId?: string };
  return dealId ?? (event['subject'] as string);
};

/**
 * Messages of a seeded organisation, as its sources deliver them: late ones, repeated ones, corrections and merged deals
 * among them. `events` counts what is to be recorded; repeats come on top.
 */
export const publishedEvents = (events: number, seed: number): BusMessage[] => {
  const all: BusMessage[] = [];
  const different = new Set<string>();
  // A deal has about 26 events: more deals than are needed, cut off where enough has been said.
  for (const arrival of arrivalsOf(organisationPlan({ seed, deals: Math.ceil(events / 20) }))) {
    const event = cloudEventOf(arrival);
    if (event === null) continue;
    const value = JSON.stringify(event);
    all.push({ key: keyOf(event), value });
    different.add(value);
    if (different.size === events) break;
  }
  return all;
};
