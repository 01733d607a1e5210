/**
 * How often did work come back to somebody who had just passed it on (A→B→A)? Work of one actor in a row counts once;
 * occurrences overlap, so A→B→A→B holds two. All three have to be known: an unknown actor keeps its place, ends the run
 * before it and matches nobody, another unknown one included.
 *
 * Shapes: n actors in order, null unknown → the places (from 0) at which work came back, each the first of its run.
 * Errors: none. Source: ping-pong behaviour as asked for in the BPI Challenge 2013. Cost: O(n).
 */
export const pingPongs = (actors: readonly (string | null)[]): number[] => {
  const runs: { readonly actor: string | null; readonly at: number }[] = [];
  const found: number[] = [];
  actors.forEach((actor, at) => {
    const last = runs.at(-1);
    if (actor !== null && last?.actor === actor) return;
    const isBack = actor !== null && runs.at(-2)?.actor === actor && last?.actor !== null;
    if (isBack) found.push(at);
    runs.push({ actor, at });
  });
  return found;
};
