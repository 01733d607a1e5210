import { type EncodedEvent, type ExpectedVersion, type PendingOutcome } from '@gemba/event-sourcing';

/** A write that waits for its group. */
export interface PendingWrite extends PendingOutcome {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly EncodedEvent[];
}

/** Length of what is sent, in UTF-16 units: close enough to bytes to bound memory. */
export const sizeOf = (write: PendingWrite): number =>
  write.events.reduce((size, { metadata, data }) => size + metadata.length + data.length, write.stream.length);
