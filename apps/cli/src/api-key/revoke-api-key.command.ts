import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';

@SubCommand({
  name: 'revoke',
  arguments: '<id>',
  description: 'Take a key out of a file of entries: a Gemba that follows the file lets it in no more',
})
export class RevokeApiKeyCommand extends GembaCommand {
  async run([id]: string[], { file }: { readonly file?: string }): Promise<void> {
    (await import('./revoke-key.js')).revokeKey(id!, file);
  }

  @Option({ flags: '--file <path>', description: 'the file of entries (GEMBA_API_KEYS_FILE)' })
  file(path: string): string {
    return path;
  }
}
