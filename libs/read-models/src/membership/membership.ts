import { streamName } from '@gemba/sales-process/sales.events';
import { dealIdOfStream, effectiveEvents, type HistoryEvent } from '../history';

/** What a stream's own events say of where it belongs. Sorted, each once. */
export interface StreamMembership {
  /** Deals it names directly. */
  readonly dealIds: readonly string[];
  /** Other streams it names; it belongs to their deals too. */
  readonly streams: readonly string[];
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const quoteIdsIn = (event: HistoryEvent): string[] => {
  const { quoteIds, byQuoteId } = event.data;
  const several: readonly unknown[] = Array.isArray(quoteIds) ? quoteIds : [];
  return [...several, byQuoteId].filter(isText);
};

/**
 * Whether this event can change which deal a stream, or which root a deal, belongs to. Only then the stream has to be
 * folded anew with `streamMembership` or `mergeEdges`.
 */
export const isLinking = (event: HistoryEvent): boolean => {
  if (event.type === 'DealEventCorrected') return true;
  if (event.stream.startsWith('deal-')) return event.type === 'DealsMerged';
  return isText(event.data['dealId']) || quoteIdsIn(event).length > 0;
};

/** Where a stream belongs, from all its events (in any order). A deal's own stream belongs to that deal alone. */
export const streamMembership = (stream: string, events: readonly HistoryEvent[]): StreamMembership => {
  const own = dealIdOfStream(stream);
  if (own !== null) return { dealIds: [own], streams: [] };
  const dealIds = new Set<string>();
  const streams = new Set<string>();
  for (const event of effectiveEvents(events)) {
    const { dealId } = event.data;
    if (isText(dealId)) dealIds.add(dealId);
    for (const quoteId of quoteIdsIn(event)) streams.add(streamName('quote', quoteId));
  }
  streams.delete(stream);
  return { dealIds: [...dealIds].sort(), streams: [...streams].sort() };
};

/**
 * The deals a stream belongs to, its own and those of the streams it names, however far away; sorted. Streams that
 * name each other are harmless. `membershipOf` gives what is known of a stream, undefined where nothing is.
 */
export const resolveMembership = (
  stream: string,
  membershipOf: (stream: string) => StreamMembership | undefined,
): string[] => {
  const dealIds = new Set<string>();
  const seen = new Set<string>([stream]);
  // A Set is walked in the order of insertion, members added on the way included.
  for (const name of seen) {
    const membership = membershipOf(name);
    for (const dealId of membership?.dealIds ?? []) dealIds.add(dealId);
    for (const next of membership?.streams ?? []) seen.add(next);
  }
  return [...dealIds].sort();
};
