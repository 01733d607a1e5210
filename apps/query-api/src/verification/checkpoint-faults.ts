import { CheckpointMismatch, type EventStore, type RecordFault } from '@gemba/event-sourcing';
import { type ReaderCheckpoint } from './reader-checkpoints';

/** Readers that were given an event which the record no longer holds there: its end was cut off, or it is another record. */
export const checkpointFaults = async (
  store: Pick<EventStore, 'verify'>,
  checkpoints: readonly ReaderCheckpoint[],
): Promise<RecordFault[]> => {
  const faults: RecordFault[] = [];
  for (const { reader, checkpoint } of checkpoints) {
    try {
      await store.verify(checkpoint);
    } catch (error) {
      if (!(error instanceof CheckpointMismatch)) throw error;
      faults.push({ kind: 'checkpoint-differs', message: `What ${reader} was given is not there: ${error.message}` });
    }
  }
  return faults;
};
