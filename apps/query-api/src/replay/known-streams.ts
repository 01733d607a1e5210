import { type RecordedEvent } from '@gemba/event-sourcing';
import { dealIdOfStream, mergeEdges, resolveMembership, rootOf, streamMembership } from '@gemba/read-models';

/** A deal as it was known: its root by the merges known then, and the streams that belonged to it. */
export interface KnownDeal {
  readonly rootId: string;
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>;
}

/**
 * Which of the candidate streams belonged to a deal, judging only by the events given: a merge or link that was
 * recorded later than these has no effect. Streams without events did not exist yet.
 */
export const knownDeal = (dealId: string, candidates: ReadonlyMap<string, readonly RecordedEvent[]>): KnownDeal => {
  const streams = [...candidates].filter(([, events]) => events.length > 0);
  const edges = streams.flatMap(([stream, events]) =>
    dealIdOfStream(stream) === null ? [] : mergeEdges(stream, events),
  );
  const rootId = rootOf(dealId, edges);
  const memberships = new Map(streams.map(([stream, events]) => [stream, streamMembership(stream, events)]));
  const belongs = (stream: string): boolean =>
    resolveMembership(stream, (name) => memberships.get(name)).some((id) => rootOf(id, edges) === rootId);
  return { rootId, streams: new Map(streams.filter(([stream]) => belongs(stream))) };
};
