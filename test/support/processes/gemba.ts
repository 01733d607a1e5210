import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CHECKOUT, type Environment } from './built-program';

const GEMBA = join(CHECKOUT, 'apps/cli/bin/gemba.js');

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `gemba` as a person would, to its end: the real program, in a process of its own. */
export const gemba = async (
  args: readonly string[],
  environment: Environment,
  cwd = process.cwd(),
): Promise<CliRun> => {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [GEMBA, ...args], { env: { PATH, HOME, ...environment }, cwd });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return { exitCode, stdout: await stdout, stderr: await stderr };
};
