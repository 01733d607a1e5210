const PAUSE = Symbol('pause');

const pause = (): Promise<typeof PAUSE> => new Promise((resolve) => setImmediate(resolve, PAUSE));

export interface GroupBounds<T> {
  readonly itemsMax: number;
  readonly bytesMax: number;
  readonly bytesOf: (item: T) => number;
}

/**
 * Gathers what is at hand into groups: a full one is handed on, and so is a smaller one as soon as the source makes
 * its reader wait. A fast source gets large groups, a slow one its answers at once.
 */
export async function* groupUntilPause<T>(
  source: AsyncIterable<T>,
  { itemsMax, bytesMax, bytesOf }: GroupBounds<T>,
): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    let coming = iterator.next();
    while (!ended) {
      const group: T[] = [];
      let bytes = 0;
      while (group.length < itemsMax && bytes < bytesMax) {
        const next = group.length === 0 ? await coming : await Promise.race([coming, pause()]);
        if (next === PAUSE) break;
        if (next.done) {
          ended = true;
          break;
        }
        group.push(next.value);
        bytes += bytesOf(next.value);
        coming = iterator.next();
      }
      if (group.length > 0) yield group;
    }
  } finally {
    if (!ended) await iterator.return?.();
  }
}
