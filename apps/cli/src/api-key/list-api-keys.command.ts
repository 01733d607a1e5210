import { Option, SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { type ListOptions } from './list-keys';

@SubCommand({ name: 'list', description: 'Whose keys a file of entries holds, what they may do and until when' })
export class ListApiKeysCommand extends GembaCommand {
  async run(_: string[], options: ListOptions): Promise<void> {
    (await import('./list-keys.js')).listKeys(options, Date.now());
  }

  @Option({ flags: '--file <path>', description: 'the file of entries (GEMBA_API_KEYS_FILE)' })
  file(path: string): string {
    return path;
  }

  @Option({ flags: '--json', description: 'for scripts' })
  json(): boolean {
    return true;
  }
}
