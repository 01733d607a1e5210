/** One header. Kafka tells a header without value (null) from an empty one, and allows a name several times. */
export interface MessageHeader {
  readonly name: string;
  readonly value: Buffer | null;
}

/** A message as it lies on its topic. Nothing of it is decoded or changed. */
export interface IncomingMessage {
  /** Decimal digits. */
  readonly offset: string;
  /** Milliseconds since 1970, as the producer or the broker set it; null where neither did. */
  readonly timestampMs: number | null;
  readonly key: Buffer | null;
  /** Null is a tombstone, which is not an empty value. */
  readonly value: Buffer | null;
  /** Several of one name keep their order; names do not keep theirs among each other (a limit of the client). */
  readonly headers: readonly MessageHeader[];
  /**
   * Where nobody could hold it in memory: how large it is on its topic, in bytes. It then comes without value and headers,
   * and without its key where that is long.
   */
  readonly leftOutBytes?: number;
}

/** A message to be sent. */
export interface OutgoingMessage {
  /** Chooses the partition, as every client of Kafka does (murmur2), unless one is given. */
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly MessageHeader[];
  /** Needed where there is no key. Beyond the topic's partitions it counts round, so it may come from another topic. */
  readonly partition?: number;
}

/** A header of text. */
export const textHeader = (name: string, text: string): MessageHeader => ({ name, value: Buffer.from(text) });
