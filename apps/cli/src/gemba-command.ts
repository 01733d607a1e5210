import { CommandRunner } from 'nest-commander';
import { fail } from './failure/report-failure';

/** What every command of `gemba` is: one whose misuse ends with our exit code, which commander asks each for. */
export abstract class GembaCommand extends CommandRunner {
  override setCommand(command: Parameters<CommandRunner['setCommand']>[0]): this {
    command.exitOverride(fail);
    // A word too many is a mistake: whoever wrote it meant something by it.
    command.allowExcessArguments(false);
    command.showHelpAfterError('Add --help to see what it takes.');
    return super.setCommand(command);
  }
}
