import { type Micros, microsOfInstant } from '@gemba/event-sourcing';
import { type Moment, type QuoteEnd, type QuoteFamily, type Standing } from '../deal-case';
import { type Correspondence, type OutboundAttempt } from './outbound-attempts';

/** What ended asking after a quote; null: nothing yet. */
export type ChaseEnd = QuoteEnd | 'replied';

/** Asking after one family of quotes, from its first sending to the first thing that ends it. */
export interface Chase {
  /** First sending. */
  readonly start: Micros;
  readonly end: { readonly kind: ChaseEnd; readonly at: Micros } | null;
  /** By people, while the customer held the quote and had neither answered nor decided. */
  readonly attempts: readonly OutboundAttempt[];
  /** The same sent by machines. */
  readonly automated: readonly OutboundAttempt[];
  /** About this quote after the customer's first answer: conversation, no chase. */
  readonly inConversation: number;
  readonly repliedAt: Micros | null;
}

interface Stretch {
  readonly from: Micros;
  readonly to: Micros | null;
  readonly endedBy: QuoteEnd | null;
}

const micros = ({ at }: Moment): Micros => microsOfInstant(at);
const isDated = (moment: Moment | null): boolean => moment?.precision !== 'unknown';

/** A quote that was taken back or superseded and then sent again is still asked after; a decision ends it for good. */
const ENDS_FOR_GOOD: Readonly<Record<QuoteEnd, boolean>> = {
  accepted: true,
  rejected: true,
  not_selected: true,
  deal_closed: true,
  withdrawn: false,
  superseded: false,
};

const stretchesToDecision = (standing: readonly Standing[]): Stretch[] => {
  const last = standing.findIndex(({ endedBy }) => endedBy !== null && ENDS_FOR_GOOD[endedBy]);
  return standing
    .slice(0, last === -1 ? undefined : last + 1)
    .map(({ from, to, endedBy }) => ({ from: micros(from), to: to === null ? null : micros(to), endedBy }));
};

const endOf = (stretches: readonly Stretch[], repliedAt: Micros | null): Chase['end'] => {
  const { to, endedBy } = stretches.at(-1)!;
  if (repliedAt !== null && (to === null || repliedAt <= to)) return { kind: 'replied', at: repliedAt };
  return to === null ? null : { kind: endedBy!, at: to };
};

const isWithin = (at: Micros, stretches: readonly Stretch[]): boolean =>
  stretches.some(({ from, to }) => from <= at && (to === null || at <= to));

/** Null for a family whose sending before its decision is not recorded, or where a time that bounds it is unknown. */
export const chaseOf = (family: QuoteFamily, { attempts, replies }: Correspondence): Chase | null => {
  const { firstSent, standing } = family;
  if (firstSent === null || standing.length === 0) return null;
  if (!standing.every(({ from, to }) => isDated(from) && isDated(to))) return null;
  const start = micros(firstSent);
  const stretches = stretchesToDecision(standing);
  const repliedAt = replies.find((reply) => reply.at >= start && reply.families.has(family))?.at ?? null;
  const own = attempts.filter((attempt) => attempt.families.has(family) && attempt.at >= start);
  const before = own.filter(({ at }) => (repliedAt === null || at <= repliedAt) && isWithin(at, stretches));
  return {
    start,
    end: endOf(stretches, repliedAt),
    attempts: before.filter(({ automated }) => !automated),
    automated: before.filter(({ automated }) => automated),
    inConversation: repliedAt === null ? 0 : own.filter(({ at, automated }) => at > repliedAt && !automated).length,
    repliedAt,
  };
};
