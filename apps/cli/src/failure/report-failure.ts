import { CliFailure, EXIT, type ExitCode } from './cli-failure';

/** Commander's own errors: a wrong option, a missing argument, or that help was shown. */
interface CommanderError extends Error {
  readonly code: string;
  readonly exitCode: number;
}

const isCommanderError = (error: Error): error is CommanderError =>
  'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.');

/** What goes to standard error. Commander has said its own part by now. */
const failureText = (error: Error): string => {
  if (isCommanderError(error)) return '';
  if (!(error instanceof CliFailure)) return `gemba: ${error.stack ?? error.message}\n`;
  const where = error.field === null ? '' : ` (${error.field})`;
  const remedy = error.remedy === null ? '' : `\n  ${error.remedy}`;
  return `gemba: ${error.message}${where}${remedy}\n`;
};

const exitCodeOf = (error: Error): ExitCode => {
  if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  return error instanceof CliFailure ? error.exitCode : EXIT.unforeseen;
};

/** Tells the person, and ends the program with the failure's exit code once everything is written. */
export const fail = (error: Error): void => {
  process.stderr.write(failureText(error));
  process.exitCode = exitCodeOf(error);
  // Commander would end with its own code, 1, right after telling us.
  if (isCommanderError(error)) process.exit();
};
