import { SubCommand } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { EXIT } from '../failure/cli-failure';
import { print } from '../output/print';
import { readProcessFile } from './process-file';

@SubCommand({
  name: 'lint',
  arguments: '<file>',
  description: 'Say what keeps a process definition from being published; needs no running Gemba',
})
export class LintProcessCommand extends GembaCommand {
  async run([file]: string[]): Promise<void> {
    const text = await readProcessFile(file!);
    const { lintDefinition, parseProcessFile } = await import('@gemba/sales-process');
    const { definition, faults } = parseProcessFile(text);
    const found =
      definition === null
        ? faults.map(({ line, message }) => `${file}:${line}: ${message}`)
        : lintDefinition(definition).map(({ field, message }) => `${file}: ${field}: ${message}`);
    if (found.length === 0) return print(`${file}: clear; it can be published.`);
    print(...found);
    process.exitCode = EXIT.foundFaults;
  }
}
