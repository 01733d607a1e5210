import { dirname, resolve } from 'node:path';
import { CliFailure, EXIT } from '../failure/cli-failure';

/** Where the running Gemba answers. */
export interface Found {
  readonly httpUrl: string;
  /** BI's connection string; null where only the HTTP address is known. */
  readonly sqlUrl: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const nothingRuns = (dataDir: string): CliFailure =>
  new CliFailure(
    EXIT.noInstance,
    `No Gemba runs on the data folder ${dataDir}.`,
    'Start one with `npm start`, name its folder in GEMBA_DATA_DIR, or its address in GEMBA_URL.',
  );

const spoilt = (dataDir: string, { message }: Error): CliFailure =>
  new CliFailure(
    EXIT.noInstance,
    `${dataDir}/instance.json, which says where Gemba answers, cannot be read: ${message}.`,
    'Start Gemba anew, or set GEMBA_URL.',
    'GEMBA_DATA_DIR',
  );

const isUrl = (text: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/** The data folder that `npm start` would take here: the two ask the same rule. */
export const dataDirOf = async (environment: Environment, cwd: string): Promise<string> => {
  const configured = environment['GEMBA_DATA_DIR'];
  if (configured !== undefined && configured !== '') return resolve(cwd, configured);
  const { defaultDataDir, isReachableByAnybody } = await import('@gemba/platform');
  return defaultDataDir({ cwd, isRoot: process.getuid?.() === 0, isReachable: isReachableByAnybody });
};

/** By GEMBA_URL, else by the file that the instance keeps in its data folder. */
export const findInstance = async (environment: Environment, cwd: string): Promise<Found> => {
  const url = environment['GEMBA_URL'];
  if (url !== undefined && url !== '') {
    if (isUrl(url)) return { httpUrl: url.replace(/\/+$/, ''), sqlUrl: null };
    throw new CliFailure(
      EXIT.usage,
      `GEMBA_URL is "${url}".`,
      'Give an address such as http://127.0.0.1:8080.',
      'GEMBA_URL',
    );
  }
  const dataDir = await dataDirOf(environment, cwd);
  const { readInstance } = await import('@gemba/platform');
  try {
    const instance = readInstance(dataDir);
    if (instance !== null) return { httpUrl: instance.httpUrl, sqlUrl: instance.sqlUrl };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw nothingRuns(dataDir);
    if (error instanceof SyntaxError) throw spoilt(dataDir, error);
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new CliFailure(
      EXIT.noInstance,
      `The data folder ${dataDir} belongs to another user.`,
      `Run gemba as the owner of ${dirname(dataDir)}, or set GEMBA_URL.`,
    );
  }
  throw nothingRuns(dataDir);
};
