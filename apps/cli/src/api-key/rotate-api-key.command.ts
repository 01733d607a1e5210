import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { durationOption, expiryOption } from './lifetime-option';
import { type RotateOptions } from './rotate-key';

@SubCommand({
  name: 'rotate',
  arguments: '<id>',
  description:
    'Make a key that takes over from another: the same scopes; the old one holds a while beside it, then ends',
})
export class RotateApiKeyCommand extends GembaCommand {
  async run([id]: string[], options: RotateOptions): Promise<void> {
    (await import('./rotate-key.js')).rotateKey(id!, options, Date.now());
  }

  @Option({
    flags: '--overlap <time>',
    description: 'how long the old key holds beside the new one: 7d, 12h, 30m (7d)',
  })
  overlap(text: string): number {
    return durationOption('--overlap', text);
  }

  @Option({ flags: '--expires <when>', description: 'end of the new key: 90d, 12h, or an instant (none)' })
  expires(text: string): number {
    return expiryOption('--expires', text, Date.now());
  }

  @Option({ flags: '--file <path>', description: 'the file of entries (GEMBA_API_KEYS_FILE)' })
  file(path: string): string {
    return path;
  }
}
