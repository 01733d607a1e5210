import { Command } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { ListApiKeysCommand } from './list-api-keys.command';
import { NewApiKeyCommand } from './new-api-key.command';
import { RevokeApiKeyCommand } from './revoke-api-key.command';
import { RotateApiKeyCommand } from './rotate-api-key.command';

@Command({
  name: 'api-key',
  description: 'Keys by which programs call: new, list, rotate, revoke; needs no running Gemba',
  subCommands: [NewApiKeyCommand, ListApiKeysCommand, RotateApiKeyCommand, RevokeApiKeyCommand],
})
export class ApiKeyCommand extends GembaCommand {
  run(): Promise<void> {
    this.command.help({ error: true });
  }
}
