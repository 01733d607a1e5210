import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const GEMBA = join(__dirname, '../../apps/cli/bin/gemba.js');

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `gemba` as a person would: the real program, in a process of its own, by default on a data folder. */
export const gemba = async (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd = process.cwd(),
): Promise<CliRun> => {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [GEMBA, ...args], { env: { PATH, HOME, ...environment }, cwd });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return { exitCode, stdout: await stdout, stderr: await stderr };
};
