import { type DealAmended, type DealOpened } from '@gemba/sales-process/sales.events';
import { type Context, teamAt } from '../context';
import { type HistoryEvent } from '../history';
import { type DealFacts } from './deal-case';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const TEXT_FACTS = ['customerId', 'segment', 'channel', 'valueStream', 'ownerId', 'currency', 'customerTz'] as const;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const wholeOrNull = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);

const NOTHING_KNOWN: DealFacts = {
  customerId: null,
  segment: null,
  channel: null,
  valueStream: null,
  ownerId: null,
  teamId: null,
  amountMinor: null,
  currency: null,
  customerTz: null,
};

/** Follows what is said of the deal itself. */
export class FactsWalk {
  readonly facts: Mutable<DealFacts> = { ...NOTHING_KNOWN };
  private isOpened = false;

  constructor(private readonly context: Context) {}

  /** The first opening says what holds; that of a deal merged into it only fills what is still unknown. */
  opened(data: DealOpened['data'], event: HistoryEvent): void {
    for (const fact of TEXT_FACTS) {
      const said = textOrNull(data[fact]);
      if (said !== null && this.mayOpeningSet(fact)) this.set(fact, said, event);
    }
    const amountMinor = wholeOrNull(data.amountMinor);
    if (amountMinor !== null && this.mayOpeningSet('amountMinor')) this.facts.amountMinor = amountMinor;
    this.isOpened = true;
  }

  /** Names of fields are those of the opening; an amendment of any other field stays in the history. */
  amended({ field, to }: DealAmended['data'], event: HistoryEvent): void {
    if (field === 'amountMinor') this.facts.amountMinor = wholeOrNull(to);
    const fact = TEXT_FACTS.find((name) => name === field);
    if (fact !== undefined) this.set(fact, textOrNull(to), event);
  }

  owner(ownerId: unknown, event: HistoryEvent): void {
    this.set('ownerId', textOrNull(ownerId), event);
  }

  won(amountMinor: unknown, currency: unknown): void {
    this.facts.amountMinor = wholeOrNull(amountMinor) ?? this.facts.amountMinor;
    this.facts.currency = textOrNull(currency) ?? this.facts.currency;
  }

  private mayOpeningSet(fact: keyof DealFacts): boolean {
    return !this.isOpened || this.facts[fact] === null;
  }

  private set(fact: (typeof TEXT_FACTS)[number], value: string | null, event: HistoryEvent): void {
    this.facts[fact] = value;
    if (fact === 'ownerId') this.facts.teamId = this.teamOf(value, event);
  }

  /** The event's own team speaks of its actor: it is the owner's only where the owner acted, or nobody is named. */
  private teamOf(ownerId: string | null, { metadata }: HistoryEvent): string | null {
    if (ownerId === null) return null;
    const ofActor = (metadata.actorId ?? ownerId) === ownerId ? (metadata.teamId ?? null) : null;
    return teamAt(this.context, ownerId, metadata.occurredAt) ?? ofActor;
  }
}
