import { Command, CommandRunner } from 'nest-commander';
import { DiffProcessCommand } from './diff-process.command';
import { LintProcessCommand } from './lint-process.command';
import { PublishProcessCommand } from './publish-process.command';

@Command({
  name: 'process',
  description: 'Process definitions: publish, lint, diff',
  subCommands: [PublishProcessCommand, LintProcessCommand, DiffProcessCommand],
})
export class ProcessCommand extends CommandRunner {
  run(): Promise<void> {
    this.command.help({ error: true });
  }
}
