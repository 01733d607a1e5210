/** Gives what the source gives, and asks for the next while the last is worked on. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const answer = iterator.next();
    // Whoever takes it hears of its failure; until then it must not count as unhandled.
    answer.catch(() => undefined);
    return answer;
  };
  try {
    for (let next = ask(); ;) {
      const { done, value } = await next;
      if (done === true) return;
      next = ask();
      yield value;
    }
  } finally {
    void iterator.return?.()?.catch(() => undefined);
  }
}
