import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { expiryOption } from './lifetime-option';
import { type MintOptions } from './mint-key';

@SubCommand({
  name: 'new',
  description: 'Make a key: the key for its caller, the entry for GEMBA_API_KEYS or its file',
})
export class NewApiKeyCommand extends GembaCommand {
  async run(_: string[], options: MintOptions): Promise<void> {
    (await import('./mint-key.js')).mintKey(options);
  }

  @Option({ flags: '--scopes <scope...>', description: 'ingest, read, replay, admin (admin)' })
  scopes(scope: string, before: string[] = []): string[] {
    return [...before, scope];
  }

  @Option({ flags: '--expires <when>', description: 'end of the key: 90d, 12h, or an instant (none)' })
  expires(text: string): number {
    return expiryOption('--expires', text, Date.now());
  }

  @Option({ flags: '--note <text>', description: 'whose key it is, beside its entry in the file' })
  note(text: string): string {
    return text;
  }

  @Option({
    flags: '--file <path>',
    description: 'add the entry to this file; a Gemba that follows it takes it at once',
  })
  file(path: string): string {
    return path;
  }
}
