const MINUTE_MS = 60_000;

/** Callers that are remembered; beyond, the one that was quiet longest is forgotten, and has a full bucket again. */
const BUCKETS_MAX = 50_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * So many calls a minute for each name. A bucket holds the calls of one minute and fills steadily: whoever was quiet may
 * send a minute's worth at once, and nobody gets more than twice the rate in any minute. In memory, for this process.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    readonly perMinute: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Takes one token: 0. Where there is none, the whole seconds until there will be one. */
  take(name: string): number {
    const bucket = this.filled(name);
    if (bucket.tokens < 1) return this.waitSeconds(bucket);
    bucket.tokens--;
    return 0;
  }

  /** What `take` would answer, without taking. */
  wait(name: string): number {
    const bucket = this.filled(name);
    return bucket.tokens < 1 ? this.waitSeconds(bucket) : 0;
  }

  private waitSeconds({ tokens }: Bucket): number {
    return Math.max(1, Math.ceil(((1 - tokens) * 60) / this.perMinute));
  }

  private filled(name: string): Bucket {
    const nowMs = this.nowMs();
    const bucket = this.buckets.get(name) ?? { tokens: this.perMinute, filledAtMs: nowMs };
    const gained = ((nowMs - bucket.filledAtMs) * this.perMinute) / MINUTE_MS;
    bucket.tokens = Math.min(this.perMinute, bucket.tokens + gained);
    bucket.filledAtMs = nowMs;
    // Taken out and put in again, it stands last: the map is in the order in which callers were heard of.
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > BUCKETS_MAX) this.buckets.delete(this.buckets.keys().next().value!);
    return bucket;
  }
}
