import { Command } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { DiffProcessCommand } from './diff-process.command';
import { LintProcessCommand } from './lint-process.command';
import { PublishProcessCommand } from './publish-process.command';

@Command({
  name: 'process',
  description: 'Process definitions: publish, lint, diff',
  subCommands: [PublishProcessCommand, LintProcessCommand, DiffProcessCommand],
})
export class ProcessCommand extends GembaCommand {
  run(): Promise<void> {
    this.command.help({ error: true });
  }
}
