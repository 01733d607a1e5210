import { dealIdOfStream, effectiveEvents, type HistoryEvent } from '../history';

/** `from` turned out to be the same case as `to`, which goes on for both. */
export interface MergeEdge {
  readonly from: string;
  readonly to: string;
}

/** The merges that a deal's own stream tells of, from all its events (in any order); sorted, each once. */
export const mergeEdges = (stream: string, events: readonly HistoryEvent[]): MergeEdge[] => {
  const from = dealIdOfStream(stream);
  if (from === null) return [];
  const survivors = new Set<string>();
  for (const { type, data } of effectiveEvents(events)) {
    const { survivorId } = data;
    if (type === 'DealsMerged' && typeof survivorId === 'string' && survivorId !== from) survivors.add(survivorId);
  }
  return [...survivors].sort().map((to) => ({ from, to }));
};

const neighboursOf = (edges: readonly MergeEdge[]): Map<string, string[]> => {
  const neighbours = new Map<string, string[]>();
  const connect = (a: string, b: string): void => {
    const known = neighbours.get(a);
    if (known === undefined) neighbours.set(a, [b]);
    else known.push(b);
  };
  for (const { from, to } of edges) {
    connect(from, to);
    connect(to, from);
  }
  return neighbours;
};

const smallest = (ids: readonly string[]): string => ids.reduce((least, id) => (id < least ? id : least));

/**
 * Every deal that a merge touches → its root: of all deals connected by merges the one that was merged into no other;
 * the smallest id if there are several such, or, in a circle, none. The order of the edges does not matter.
 */
export const rootsOf = (edges: readonly MergeEdge[]): ReadonlyMap<string, string> => {
  const neighbours = neighboursOf(edges);
  const mergedAway = new Set(edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
  const roots = new Map<string, string>();
  for (const start of neighbours.keys()) {
    if (roots.has(start)) continue;
    const connected = new Set([start]);
    for (const id of connected) for (const next of neighbours.get(id) ?? []) connected.add(next);
    const members = [...connected];
    const survivors = members.filter((id) => !mergedAway.has(id));
    const root = smallest(survivors.length > 0 ? survivors : members);
    for (const id of members) roots.set(id, root);
  }
  return roots;
};

/** The root of one deal; itself where no merge touches it. */
export const rootOf = (dealId: string, edges: readonly MergeEdge[]): string => rootsOf(edges).get(dealId) ?? dealId;
