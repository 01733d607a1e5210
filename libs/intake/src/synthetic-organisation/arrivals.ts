import { instantOfMicros, type Micros, type NewEvent, type StreamWrite } from '@gemba/event-sourcing';
import { type SalesEvent } from '@gemba/sales-process/sales.events';
import { ArrivalQueue } from './arrival-queue';
import { tellDeal } from './deal.story';
import { tellDoubleOpening } from './double-opening.story';
import { tellFounding } from './founding.story';
import { DRAWS, type Organisation, organisationOf } from './organisation';
import { organisationPlan, type OrganisationPlan } from './organisation-plan';
import { SeededRandom } from './seeded-random';
import { type ToldEvent } from './story';

/** One delivery of one event, as a source sends it. */
export interface Arrival {
  /** When it reaches us, canonical instant. */
  readonly arrivesAt: string;
  readonly stream: string;
  readonly event: NewEvent<SalesEvent>;
  /** Whether the same event was delivered before. */
  readonly again: boolean;
}

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const LATEST_DAYS = 30;

/** Later deals are more frequent than earlier ones: the organisation grows. */
const openingsOf = ({ plan, time }: Organisation, feed: number, count: number): number[] => {
  const random = new SeededRandom(plan.seed, DRAWS.openings, feed);
  return Array.from({ length: count }, () => time.length * random.uniform() ** 0.8).sort((a, b) => a - b);
};

/** When an event that happened at `occurredAt` reaches us: the quoting system sends on the hour, the others at once; some are late. */
const arrivalOf = ({ event, occurredAt }: ToldEvent, lateShare: number, random: SeededRandom): Micros => {
  const prompt = occurredAt + random.integer(1, 30) * SECOND;
  const sent = event.metadata.source === 'cpq' ? (Math.floor(prompt / HOUR) + 1) * HOUR : prompt;
  return random.chance(lateShare) ? sent + Math.min(random.logNormal(2, 1), LATEST_DAYS) * DAY : sent;
};

const deliver = (
  told: readonly ToldEvent[],
  plan: OrganisationPlan,
  random: SeededRandom,
  queue: ArrivalQueue<Arrival>,
): void => {
  const put = (at: number, { stream, event }: ToldEvent, again: boolean): void =>
    queue.put(at, { arrivesAt: instantOfMicros(Math.floor(at)), stream, event, again });
  for (const one of told) {
    const at = arrivalOf(one, plan.lateShare, random);
    put(at, one, false);
    if (random.chance(plan.duplicateShare)) put(at + random.logNormal(1, 1.5) * HOUR, one, true);
  }
};

/** Which of the deals are long ones: evenly spread over all. */
const isLong = (number: number, { deals, longDeals }: OrganisationPlan): boolean =>
  Math.floor((number * longDeals.count) / deals) !== Math.floor(((number - 1) * longDeals.count) / deals);

function* feedArrivals(
  organisation: Organisation,
  feed: number,
  firstNumber: number,
  count: number,
): Generator<Arrival> {
  const { plan } = organisation;
  const random = new SeededRandom(plan.seed, DRAWS.delivery, feed);
  const queue = new ArrivalQueue<Arrival>();
  const openings = openingsOf(organisation, feed, count);
  for (const [index, openedAt] of openings.entries()) {
    const number = firstNumber + index;
    // Nothing of this deal or a later one can arrive before it opens.
    const opensAt = organisation.time.instantAt(openedAt)!;
    while (queue.nextAt < opensAt) yield queue.take()!;
    const told = tellDeal(organisation, number, openedAt, isLong(number, plan) ? plan.longDeals.events : 0);
    deliver(told, plan, random, queue);
    if (random.chance(plan.mergeShare)) deliver(tellDoubleOpening(organisation, told, openedAt), plan, random, queue);
  }
  while (queue.size > 0) yield queue.take()!;
}

/**
 * Everything the organisation's systems send, in the order in which it arrives: first what was there before the first
 * deal, then feed after feed. Endless plans may be read a piece at a time: nothing is made before it is taken.
 */
export function* arrivalsOf(asked: Partial<OrganisationPlan>): Generator<Arrival> {
  const plan = organisationPlan(asked);
  const organisation = organisationOf(plan);
  for (const { stream, event, occurredAt } of tellFounding(organisation)) {
    yield { arrivesAt: instantOfMicros(occurredAt), stream, event, again: false };
  }
  for (let feed = 0; feed * plan.feedDeals < plan.deals; feed++) {
    const before = feed * plan.feedDeals;
    yield* feedArrivals(organisation, feed, before + 1, Math.min(plan.feedDeals, plan.deals - before));
  }
}

/** Arrivals as writes to a store, `batch` events at a time, one write per stream of the batch. */
export function* streamWritesOf(arrivals: Iterable<Arrival>, batch: number): Generator<StreamWrite[]> {
  let eventsOf = new Map<string, NewEvent[]>();
  let count = 0;
  const gathered = (): StreamWrite[] => [...eventsOf].map(([stream, events]) => ({ stream, expected: 'any', events }));
  for (const { stream, event } of arrivals) {
    const storable = event as unknown as NewEvent;
    const events = eventsOf.get(stream);
    if (events === undefined) eventsOf.set(stream, [storable]);
    else events.push(storable);
    count += 1;
    if (count < batch) continue;
    yield gathered();
    eventsOf = new Map();
    count = 0;
  }
  if (count > 0) yield gathered();
}
