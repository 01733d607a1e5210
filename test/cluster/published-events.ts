import { arrivalsOf, cloudEventOf, organisationPlan } from '@gemba/intake';
import { type JsonObject } from '@gemba/event-sourcing';

/** A message as a CRM would put it on the bus. */
export interface BusMessage {
  /** The deal it is about; messages of one deal stay in order. */
  readonly key: string;
  readonly value: string;
}

/** A source knows the deal of everything it publishes, also where the message itself names a quote alone. */
const dealsBySubject = (events: readonly JsonObject[]): ReadonlyMap<string, string> =>
  new Map(
    events.flatMap(({ subject, data }) => {
      const { dealId } = data as { dealId?: string };
      return dealId === undefined ? [] : [[subject as string, dealId] as const];
    }),
  );

/**
 * Messages of a seeded organisation, as its sources deliver them: late ones, repeated ones, corrections and merged deals
 * among them. `events` counts what is to be recorded; repeats come on top.
 */
export const publishedEvents = (events: number, seed: number): BusMessage[] => {
  const all: JsonObject[] = [];
  const different = new Set<string>();
  // A deal has about 26 events: more deals than are needed, cut off where enough has been said.
  for (const arrival of arrivalsOf(organisationPlan({ seed, deals: Math.ceil(events / 20) }))) {
    const event = cloudEventOf(arrival);
    if (event === null) continue;
    all.push(event);
    if (different.add(JSON.stringify(event)).size === events) break;
  }
  const deals = dealsBySubject(all);
  return all.map((event) => {
    const subject = event['subject'] as string;
    return { key: deals.get(subject) ?? subject, value: JSON.stringify(event) };
  });
};
