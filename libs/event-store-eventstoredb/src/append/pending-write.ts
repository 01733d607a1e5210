import { type EncodedEvent, type ExpectedVersion, type PendingOutcome } from '@gemba/event-sourcing';

/** A write that waits for its turn in its stream. */
export interface PendingWrite extends PendingOutcome {
  readonly expected: ExpectedVersion;
  readonly events: readonly EncodedEvent[];
}

/** Length of what is sent, in UTF-16 units: close enough to bytes to bound an append. */
export const sizeOf = ({ events }: PendingWrite): number =>
  events.reduce((size, { metadata, data }) => size + metadata.length + data.length, 0);
