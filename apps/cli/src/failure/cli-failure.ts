/** What a script may rely on; the README lists them for people. */
export const EXIT = {
  done: 0,
  unforeseen: 1,
  usage: 2,
  noInstance: 3,
  refused: 4,
  unavailable: 5,
  foundFaults: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that is told in one sentence, with what to do about it, and ends the program with its exit code. */
export class CliFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly remedy: string | null = null,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}
