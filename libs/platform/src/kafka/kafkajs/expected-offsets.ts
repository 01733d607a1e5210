import type { PartitionPlace } from './group-lag';

/** What should have come and did not, in a sentence; `messages` of them at most are lost. */
export interface Gap {
  readonly messages: number;
  readonly what: string;
}

/**
 * Notices when a partition does not go on where its group stood. The client says nothing then: where its next message is
 * gone (retention, or a topic that was made anew), it goes on with the oldest one that there is.
 */
export class ExpectedOffsets {
  private readonly next = new Map<number, bigint>();
  private stood: ReadonlyMap<number, bigint | null> = new Map();
  private asked: Promise<readonly PartitionPlace[]> | null = null;

  constructor(private readonly ask: () => Promise<readonly PartitionPlace[]>) {}

  /** Where the group stood before this member joined it: the client overwrites it when that is gone. */
  remember(places: readonly PartitionPlace[]): void {
    this.stood = new Map(places.map(({ partition, committed }) => [partition, committed]));
  }

  /** Others may have read on meanwhile: what is expected now is what the group has committed. */
  forget(): void {
    this.next.clear();
    this.asked = null;
  }

  /** Everything up to this offset has been dealt with. */
  passed(partition: number, offset: string): void {
    this.next.set(partition, BigInt(offset) + 1n);
  }

  /** Offsets that hold nothing to deal with; where they do not follow what was expected, that is left to be noticed. */
  skipped(partition: number, first: string, last: string): void {
    if (this.next.get(partition) === BigInt(first)) this.passed(partition, last);
  }

  /** This one comes next, as soon as it can be dealt with. */
  comesAgain(partition: number, offset: string): void {
    this.next.set(partition, BigInt(offset));
  }

  /**
   * What is missing before the first message that came; null for nothing. Offsets that no message has (those of
   * transactions, or of what was compacted) are nothing. Asks the brokers where they must tell, and throws their error;
   * to be asked before anything of it is committed, which would wipe out the trace.
   */
  async gapBefore(partition: number, offset: string): Promise<Gap | null> {
    const known = this.next.get(partition);
    const first = BigInt(offset);
    if (known === first) return null;
    const place = (await this.places(known !== undefined)).find((one) => one.partition === partition);
    if (place === undefined) return null;
    const expected = known ?? place.committed ?? (place.wasReset ? (this.stood.get(partition) ?? null) : null);
    if (expected === null) return place.wasReset ? { messages: 0, what: lostSome(partition, place) } : null;
    if (expected > place.high) return { messages: 0, what: begunAnew(partition, expected, place) };
    if (expected >= first || expected >= place.low) return null;
    return { messages: Number(place.low - expected), what: lost(partition, expected, place) };
  }

  /** The first batches of all partitions share one question. */
  private async places(isNewQuestion: boolean): Promise<readonly PartitionPlace[]> {
    if (isNewQuestion) return this.ask();
    const asked = (this.asked ??= this.ask());
    try {
      return await asked;
    } catch (error) {
      if (this.asked === asked) this.asked = null;
      throw error;
    }
  }
}

const WHY =
  'the topic keeps messages for too short a time (retention.ms, retention.bytes), or somebody deleted them, or made it ' +
  'anew. Have the sources publish them again: what is recorded already is recorded once.';

const lost = (partition: number, expected: bigint, { low }: PartitionPlace): string =>
  `Partition ${partition} lost the messages from offset ${expected} up to ${low - 1n} before they were read: ${WHY}`;

const lostSome = (partition: number, { low }: PartitionPlace): string =>
  `Partition ${partition} lost messages before offset ${low} that were not read, nobody knows how many: ${WHY}`;

const begunAnew = (partition: number, expected: bigint, { high }: PartitionPlace): string =>
  `Partition ${partition} was read up to offset ${expected} and ends at ${high}: the topic was made anew, or its brokers ` +
  'lost messages. It is read from its beginning: what is recorded already is recorded once.';
