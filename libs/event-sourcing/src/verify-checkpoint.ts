import { type Checkpoint, CheckpointMismatch } from './event-store';

/** Throws `CheckpointMismatch` unless a checkpoint says what the record itself would say at that position. */
export const verifyCheckpoint = (checkpoint: Checkpoint, there: Checkpoint): void => {
  if (there.incarnation !== checkpoint.incarnation) {
    throw new CheckpointMismatch(
      `The checkpoint was taken from record ${checkpoint.incarnation}, this is record ${there.incarnation}: ` +
        'start from its beginning.',
    );
  }
  if (there.eventId === checkpoint.eventId) return;
  throw new CheckpointMismatch(
    `Position ${checkpoint.position} of the record holds ${there.eventId ?? 'no event'}, the checkpoint says ` +
      `${checkpoint.eventId ?? 'no event'}: the record was restored to an earlier state; start from its beginning.`,
  );
};
