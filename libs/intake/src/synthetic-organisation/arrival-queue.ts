/** What waits to arrive: the earliest first, and of two at the same time the one that was put in first. A binary heap. */
export class ArrivalQueue<T> {
  readonly #heap: { readonly at: number; readonly turn: number; readonly item: T }[] = [];
  #turn = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next one arrives; infinite when nothing waits. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  put(at: number, item: T): void {
    const heap = this.#heap;
    let place = heap.push({ at, turn: this.#turn++, item }) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isBefore(place, parent)) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first.item;
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      let least = place;
      if (left < this.#heap.length && this.#isBefore(left, least)) least = left;
      if (right < this.#heap.length && this.#isBefore(right, least)) least = right;
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const x = this.#heap[a]!;
    const y = this.#heap[b]!;
    return x.at === y.at ? x.turn < y.turn : x.at < y.at;
  }

  #swap(a: number, b: number): void {
    const x = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = x;
  }
}
