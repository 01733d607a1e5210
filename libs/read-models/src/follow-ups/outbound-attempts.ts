import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type FollowUpSent } from '@gemba/sales-process/sales.events';
import { type DealCase, type QuoteFamily } from '../deal-case';
import { type HistoryEvent } from '../history';

/** One outbound message to the customer. */
export interface OutboundAttempt {
  readonly at: Micros;
  /** Who sent it: the event's actor, or the person it names. Null where unknown. */
  readonly by: string | null;
  readonly medium: string;
  readonly automated: boolean;
  /** The families it was about: those whose quotes it names; where it names none, all. */
  readonly families: ReadonlySet<QuoteFamily>;
}

export interface Reply {
  readonly at: Micros;
  readonly families: ReadonlySet<QuoteFamily>;
}

/** What went to and came from the customer of a deal, in order. */
export interface Correspondence {
  readonly attempts: readonly OutboundAttempt[];
  readonly replies: readonly Reply[];
  /** Attempts whose time the source did not know; they are in nothing else. */
  readonly undatedAttempts: number;
}

const isDated = ({ metadata }: HistoryEvent): boolean => metadata.timePrecision !== 'unknown';

/** Names that are no quotes of this deal belong to another deal of the same conversation. */
const familiesNamed = (quoteIds: unknown, families: readonly QuoteFamily[]): ReadonlySet<QuoteFamily> => {
  if (!Array.isArray(quoteIds) || quoteIds.length === 0) return new Set(families);
  const named = new Set<unknown>(quoteIds);
  return new Set(families.filter((family) => family.quoteIds.some((id) => named.has(id))));
};

const attemptOf = (event: HistoryEvent, families: readonly QuoteFamily[]): OutboundAttempt => {
  const { personId, medium, automated, quoteIds } = event.data as Partial<FollowUpSent['data']>;
  return {
    at: microsOfInstant(event.metadata.occurredAt),
    by: event.metadata.actorId ?? personId ?? null,
    medium: medium ?? 'unknown',
    automated: automated === true,
    families: familiesNamed(quoteIds, families),
  };
};

/** A reply names no quote: it answers what its conversation is about. */
const subjectsOf = (
  followUps: readonly HistoryEvent[],
  attempts: readonly OutboundAttempt[],
): ReadonlyMap<string, ReadonlySet<QuoteFamily>> => {
  const subjects = new Map<string, Set<QuoteFamily>>();
  followUps.forEach(({ stream }, i) => {
    const known = subjects.get(stream) ?? new Set();
    for (const family of attempts[i]!.families) known.add(family);
    subjects.set(stream, known);
  });
  return subjects;
};

export const correspondenceOf = ({ happenings, quoteFamilies }: DealCase): Correspondence => {
  const all = happenings.filter(({ type }) => type === 'FollowUpSent');
  const followUps = all.filter(isDated);
  const attempts = followUps.map((event) => attemptOf(event, quoteFamilies));
  const subjects = subjectsOf(followUps, attempts);
  const replies = happenings.flatMap((event) =>
    event.type === 'CustomerReplied' && isDated(event)
      ? [
          {
            at: microsOfInstant(event.metadata.occurredAt),
            families: subjects.get(event.stream) ?? new Set(quoteFamilies),
          },
        ]
      : [],
  );
  return { attempts, replies, undatedAttempts: all.length - followUps.length };
};
