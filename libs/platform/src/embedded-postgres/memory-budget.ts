import { totalmem } from 'node:os';

/** The memory of this machine, or of the container where that is less. */
export const machineMemoryBytes = (): number => {
  const constrained = process.constrainedMemory();
  // Without a limit Node reports 0 or the largest number the kernel knows.
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
};
