import { parseStreamName, type QuoteEvent } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../history';
import { type Attempt } from './deal-case';
import { familiesOfQuotes } from './families-of-quotes';
import { type Moment, momentOf } from './moment';
import { type QuoteEnd, type QuoteFamily, type Standing } from './quote-family';
import { QuoteFamilyWalk } from './quote-family-walk';

const QUOTE_TYPES: { readonly [Type in QuoteEvent['type']]: true } = {
  QuoteSent: true,
  QuoteSuperseded: true,
  QuoteAccepted: true,
  QuoteRejected: true,
  QuoteWithdrawn: true,
};
const quoteTypes: ReadonlySet<string> = new Set(Object.keys(QUOTE_TYPES));

/** The event with the quote it is about: where its data does not say, its stream does. */
const withQuoteId = (event: HistoryEvent): HistoryEvent[] => {
  if (typeof event.data['quoteId'] === 'string') return [event];
  const stream = parseStreamName(event.stream);
  return stream?.family === 'quote' ? [{ ...event, data: { ...event.data, quoteId: stream.objectId } }] : [];
};

const applyTo = (
  walk: QuoteFamilyWalk,
  event: QuoteEvent,
  familyOf: ReadonlyMap<string, string>,
  moment: Moment,
): void => {
  const { quoteId } = event.data;
  walk.quoteIds.add(quoteId);
  switch (event.type) {
    case 'QuoteSent':
      return walk.sent(quoteId, event.data, moment);
    case 'QuoteAccepted':
      return walk.acceptedBy(quoteId, moment);
    case 'QuoteRejected':
      return walk.rejected(quoteId, moment);
    case 'QuoteWithdrawn':
      return walk.withdrawn(quoteId, moment);
    case 'QuoteSuperseded':
      return walk.superseded(quoteId, familyOf.get(event.data.byQuoteId ?? '') === walk.familyId, moment);
  }
};

const walkAll = (quoteEvents: readonly HistoryEvent[]): QuoteFamilyWalk[] => {
  const familyOf = familiesOfQuotes(quoteEvents);
  const walks = new Map<string, QuoteFamilyWalk>();
  for (const event of quoteEvents) {
    const familyId = familyOf.get(event.data['quoteId'] as string)!;
    let walk = walks.get(familyId);
    if (walk === undefined) walks.set(familyId, (walk = new QuoteFamilyWalk(familyId)));
    // Payloads were validated before they were recorded; what a correction got wrong, the walk reads as unknown.
    applyTo(walk, event as unknown as QuoteEvent, familyOf, momentOf(event));
  }
  return [...walks.values()];
};

const isBy = (a: Moment, b: Moment): boolean => a.at <= b.at;
const later = (a: Moment, b: Moment): Moment => (isBy(a, b) ? b : a);

/** What ends a family without a word about it: the choice of another one, or the end of the deal. */
interface OuterEnd {
  readonly kind: QuoteEnd & ('not_selected' | 'deal_closed');
  readonly moment: Moment;
}

const cut = (standing: Standing, ends: readonly OuterEnd[]): Standing => {
  const end = ends.find(({ moment }) => isBy(standing.from, moment));
  if (end === undefined || (standing.to !== null && isBy(standing.to, end.moment))) return standing;
  return { ...standing, to: end.moment, endedBy: end.kind };
};

/** A customer who turns down one of two quotes and takes the other has chosen between them. */
const stoodBeside = (walk: QuoteFamilyWalk, chosen: QuoteFamilyWalk): boolean => {
  const last = walk.standing.at(-1);
  if (last === undefined || !isBy(last.from, chosen.end!.moment)) return false;
  return last.to === null || (chosen.firstSent !== null && isBy(chosen.firstSent, last.to));
};

/** Undecided, or turned down, or taken back only after the choice was made. */
const isPassedOver = ({ end }: QuoteFamilyWalk, chosenAt: Moment): boolean =>
  end === null || end.kind === 'rejected' || !isBy(end.moment, chosenAt);

const notSelected = (walk: QuoteFamilyWalk, chosen: QuoteFamilyWalk | null): QuoteFamily['end'] => {
  if (chosen === null || walk.end?.kind === 'superseded') return null;
  const { moment } = chosen.end!;
  return isPassedOver(walk, moment) && stoodBeside(walk, chosen) ? { kind: 'not_selected', moment } : null;
};

const endWithDeal = (last: Standing | undefined, dealEnd: Moment | null): QuoteFamily['end'] => {
  if (last === undefined) return null;
  if (last.endedBy !== null) return { kind: last.endedBy, moment: last.to! };
  // Sent after the deal had closed and never spoken of again: there is nobody left to decide.
  return dealEnd === null ? null : { kind: 'deal_closed', moment: later(dealEnd, last.from) };
};

const outerEnds = (chosen: QuoteFamilyWalk | null, dealEnds: readonly Moment[]): OuterEnd[] =>
  [
    ...(chosen === null ? [] : [{ kind: 'not_selected', moment: chosen.end!.moment } as const]),
    ...dealEnds.map((moment): OuterEnd => ({ kind: 'deal_closed', moment })),
  ].sort((a, b) => (a.moment.at === b.moment.at ? 0 : a.moment.at < b.moment.at ? -1 : 1));

/**
 * The quotes of a deal, family by family, from its happenings in their order. Alternatives that the customer did not
 * choose are not lost; an acceptance counts whenever it comes, after expiry too.
 */
export const foldQuoteFamilies = (happenings: readonly HistoryEvent[], attempts: readonly Attempt[]): QuoteFamily[] => {
  const quoteEvents = happenings.filter(({ type }) => quoteTypes.has(type)).flatMap(withQuoteId);
  if (quoteEvents.length === 0) return [];
  const walks = walkAll(quoteEvents);
  const dealEnds = attempts.flatMap(({ ended }) => (ended === null ? [] : [ended]));
  const accepted = walks.filter(({ end }) => end?.kind === 'accepted');
  const firstChosen = accepted.reduce<QuoteFamilyWalk | null>(
    (first, walk) => (first === null || walk.end!.moment.at < first.end!.moment.at ? walk : first),
    null,
  );
  const dealEnd = attempts.at(-1)!.ended;
  return walks.map((walk) => {
    const chosen = walk.end?.kind === 'accepted' ? null : firstChosen;
    const ends = outerEnds(chosen, dealEnds);
    const standing = walk.standing.map((each) => cut(each, ends));
    return {
      familyId: walk.familyId,
      quoteIds: [...walk.quoteIds],
      firstSent: walk.firstSent,
      sendings: walk.sendings,
      standing,
      end: notSelected(walk, chosen) ?? walk.end ?? endWithDeal(standing.at(-1), dealEnd),
      ...walk.terms,
    };
  });
};
