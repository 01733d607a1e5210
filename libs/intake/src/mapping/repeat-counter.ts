const SLOTS_AT_FIRST = 32;

/** Two independent 32-bit hashes of a text (murmur-like mixing), read one after the other. */
let low = 0;
let high = 0;
const fingerprint = (text: string): void => {
  let a = 0x811c9dc5;
  let b = 0x9747b28c ^ text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0xcc9e2d51);
    b = (b << 13) | (b >>> 19);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
  low = (a ^ (a >>> 13)) >>> 0;
  high = (b ^ (b >>> 16)) >>> 0;
};

/**
 * Counts how often each text has come. Remembers 64-bit fingerprints instead of texts: 12 bytes a slot, at most half of
 * them in use. Two different texts share one with a chance of about 10^-7 among two million; the second would then be
 * counted as a repeat, which still tells the two apart.
 */
export class RepeatCounter {
  private used = 0;
  private lows = new Uint32Array(SLOTS_AT_FIRST);
  private highs = new Uint32Array(SLOTS_AT_FIRST);
  private counts = new Uint32Array(SLOTS_AT_FIRST);

  /** How often the text has come, this time included. */
  count(text: string): number {
    if (this.used * 2 >= this.counts.length) this.grow();
    fingerprint(text);
    const slot = this.slotOf(low, high);
    if (this.counts[slot] === 0) {
      this.lows[slot] = low;
      this.highs[slot] = high;
      this.used++;
    }
    return ++this.counts[slot]!;
  }

  private slotOf(lowPart: number, highPart: number): number {
    const mask = this.counts.length - 1;
    let slot = lowPart & mask;
    while (this.counts[slot] !== 0 && (this.lows[slot] !== lowPart || this.highs[slot] !== highPart)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { lows, highs, counts } = this;
    this.lows = new Uint32Array(counts.length * 2);
    this.highs = new Uint32Array(counts.length * 2);
    this.counts = new Uint32Array(counts.length * 2);
    for (let from = 0; from < counts.length; from++) {
      if (counts[from] === 0) continue;
      const to = this.slotOf(lows[from]!, highs[from]!);
      this.lows[to] = lows[from]!;
      this.highs[to] = highs[from]!;
      this.counts[to] = counts[from]!;
    }
  }
}
