import { Command } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { ListQuarantineCommand } from './list-quarantine.command';
import { ReleaseQuarantineCommand } from './release-quarantine.command';
import { ShowQuarantineCommand } from './show-quarantine.command';

@Command({
  name: 'quarantine',
  description: 'What could not be recorded: list, show, release',
  subCommands: [ListQuarantineCommand, ShowQuarantineCommand, ReleaseQuarantineCommand],
})
export class QuarantineCommand extends GembaCommand {
  run(): Promise<void> {
    this.command.help({ error: true });
  }
}
