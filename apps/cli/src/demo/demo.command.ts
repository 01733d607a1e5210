import { Command, Option } from 'nest-commander';
import { GembaCommand } from '../gemba-command';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { dataDirOf } from '../instance/find-instance';
import type { DemoWishes } from './run-demo';

const DEALS = 2_000;
const SEED = 1;

@Command({
  name: 'demo',
  description: 'Start Gemba on a synthetic year of deals, in a folder of its own, and say what it found',
})
export class DemoCommand extends GembaCommand {
  async run(_: string[], options: Partial<DemoWishes>): Promise<void> {
    const usual = await dataDirOf(process.env, process.cwd());
    const folder = process.env['GEMBA_DATA_DIR'] ? usual : `${usual}-demo`;
    // Loaded only here: the other commands need neither generator nor statistics.
    const { runDemo } = await import('./run-demo.js');
    await runDemo(folder, { deals: DEALS, seed: SEED, start: null, exit: false, json: false, ...options });
  }

  @Option({ flags: '--deals <n>', description: `so many deals (${DEALS}); a folder keeps what it began with` })
  deals(text: string): number {
    return wholeNumber('--deals', text);
  }

  @Option({ flags: '--seed <n>', description: `another organisation (${SEED})` })
  seed(text: string): number {
    return wholeNumber('--seed', text);
  }

  @Option({ flags: '--start <date>', description: 'first day of the year; absent: a year ago' })
  start(text: string): string {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw new CliFailure(EXIT.usage, `--start is "${text}".`, 'Give a date as YYYY-MM-DD.', '--start');
  }

  @Option({ flags: '--exit', description: 'end when it has said what it found' })
  exit(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'what it found, for scripts' })
  json(): boolean {
    return true;
  }
}

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new CliFailure(EXIT.usage, `${name} is "${text}".`, 'Give a whole number from 1 up.', name);
};
