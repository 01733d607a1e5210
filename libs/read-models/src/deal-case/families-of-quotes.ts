import { type HistoryEvent } from '../history';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

interface Group {
  /** The family its source names; null where it names none. */
  readonly named: string | null;
  readonly quoteIds: readonly string[];
}

/** Joins a quote with the one that took its place, unless their source says that they are of different families. */
const join = (groups: Map<string, Group>, before: string, after: string): void => {
  const [a, b] = [groups.get(before), groups.get(after)];
  if (a === undefined || b === undefined || a === b) return;
  if (a.named !== null && b.named !== null && a.named !== b.named) return;
  const joined = { named: a.named ?? b.named, quoteIds: [...a.quoteIds, ...b.quoteIds] };
  for (const id of joined.quoteIds) groups.set(id, joined);
};

/**
 * Which family each quote belongs to: the one its source names; otherwise that of the quote it took the place of;
 * otherwise its own, named after it. The first name a quote is given holds.
 */
export const familiesOfQuotes = (quoteEvents: readonly HistoryEvent[]): ReadonlyMap<string, string> => {
  const groups = new Map<string, Group>();
  const named = new Map<string, string>();
  for (const { data } of quoteEvents) {
    const { quoteId, familyId, byQuoteId } = data;
    for (const id of [quoteId, byQuoteId]) {
      if (isText(id) && !groups.has(id)) groups.set(id, { named: null, quoteIds: [id] });
    }
    if (isText(quoteId) && isText(familyId) && !named.has(quoteId)) named.set(quoteId, familyId);
  }
  for (const [quoteId, familyId] of named) groups.set(quoteId, { named: familyId, quoteIds: [quoteId] });
  for (const { data } of quoteEvents) {
    const { quoteId, byQuoteId } = data;
    if (isText(quoteId) && isText(byQuoteId)) join(groups, quoteId, byQuoteId);
  }
  return new Map([...groups].map(([quoteId, group]) => [quoteId, group.named ?? group.quoteIds[0]!]));
};
