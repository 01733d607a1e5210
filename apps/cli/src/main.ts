import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module';
import { exitCodeOf, failureText, isCommanderError } from './failure/report-failure';

const fail = (error: Error): void => {
  process.stderr.write(failureText(error));
  process.exitCode = exitCodeOf(error);
  // Commander would end with its own code, 1, right after telling us.
  if (isCommanderError(error)) process.exit();
};

/** Who reads our output may stop reading: `gemba replay … | head` is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void CommandFactory.run(CliModule, {
  cliName: 'gemba',
  logger: false,
  errorHandler: fail,
  serviceErrorHandler: fail,
}).catch(fail);
