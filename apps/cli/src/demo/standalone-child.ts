import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Instance, readInstance } from '@gemba/platform';
import { GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { usualPortOrAny } from './free-port';

/** A Gemba that runs on a folder. */
export interface RunningGemba {
  readonly instance: Instance;
  readonly client: GembaClient;
  /** Ends it, if it was started here; one that ran already goes on. */
  stop(): Promise<void>;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<unknown>;
  /** The last it wrote, for when it has ended. */
  lastWords(): string;
}

const MAIN = join(__dirname, '../../../standalone/src/main.js');
const HTTP_PORT = 8080;
const SQL_PORT = 5439;
const LOOK_AGAIN_MS = 100;
const LAST_WORDS = 4_000;

const clientOf = ({ httpUrl }: Instance): GembaClient => new GembaClient(httpUrl, process.env['GEMBA_API_KEY']);

const answers = async (instance: Instance): Promise<boolean> => {
  try {
    await clientOf(instance).get('/health/live');
    return true;
  } catch {
    return false;
  }
};

/** The one that runs on the folder already, else a new process. */
export const openGemba = async (folder: string): Promise<RunningGemba> => {
  const found = readInstance(folder);
  if (found !== null && (await answers(found))) {
    return {
      instance: found,
      client: clientOf(found),
      stop: async () => undefined,
      ended: new Promise(() => undefined),
      lastWords: () => '',
    };
  }
  return startGemba(folder);
};

const startGemba = async (folder: string): Promise<RunningGemba> => {
  const environment = {
    GEMBA_HTTP_PORT: String(await usualPortOrAny(HTTP_PORT)),
    GEMBA_SQL_PORT: String(await usualPortOrAny(SQL_PORT)),
    GEMBA_LOG_LEVEL: 'warn',
    ...process.env,
    GEMBA_DATA_DIR: folder,
  };
  // In a group of its own: a Ctrl-C is for us, and we stop it in good order.
  const child = spawn(process.execPath, [MAIN], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const lastWords = rememberLastWords(child);
  const instance = await untilItSaysWhere(child, folder, lastWords);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { instance, client: clientOf(instance), stop, ended, lastWords };
};

const rememberLastWords = (child: ChildProcess): (() => string) => {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => (words = `${words}${piece.toString()}`.slice(-LAST_WORDS)));
  }
  return () => words;
};

/** The process writes its addresses into the folder when it is ready to be asked. */
const untilItSaysWhere = async (child: ChildProcess, folder: string, lastWords: () => string): Promise<Instance> => {
  for (;;) {
    const instance = readInstance(folder);
    if (instance?.pid === child.pid && instance !== null) return instance;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new CliFailure(EXIT.unforeseen, `Gemba did not start on ${folder}:\n${lastWords()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};
