import 'reflect-metadata';
import { CommandFactory } from 'nest-commander';
import { CliModule } from './cli.module';
import { fail } from './failure/report-failure';

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
