import { Command, Option } from 'nest-commander';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { GembaCommand } from '../gemba-command';
import { note, print } from '../output/print';

@Command({
  name: 'api-key',
  description: 'Make an API key: the key for its caller, the entry for GEMBA_API_KEYS; needs no running Gemba',
})
export class ApiKeyCommand extends GembaCommand {
  async run(_: string[], { scopes = ['admin'] }: { readonly scopes?: readonly string[] }): Promise<void> {
    const { isScope, mintApiKey, SCOPES } = await import('@gemba/platform');
    const known = scopes.filter(isScope);
    if (known.length < scopes.length) {
      throw new CliFailure(
        EXIT.usage,
        `--scopes is "${scopes.join(' ')}".`,
        `Give some of ${SCOPES.join(', ')}.`,
        '--scopes',
      );
    }
    const { key, entry } = mintApiKey(known);
    note('The key, for the caller alone; it is shown this once:');
    print(key);
    note('Its entry, to be added to GEMBA_API_KEYS (which holds no key, only what proves one):');
    print(entry);
  }

  @Option({ flags: '--scopes <scope...>', description: 'ingest, read, replay, admin (admin)' })
  scopes(scope: string, before: string[] = []): string[] {
    return [...before, scope];
  }
}
