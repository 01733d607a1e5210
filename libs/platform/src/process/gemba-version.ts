import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const packageFolder = (from: string): string | null => {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  return above === from ? null : packageFolder(above);
};

/** The version of the Gemba that runs, as its package says; `unknown` where it runs without one. */
export const gembaVersion = (): string => {
  const folder = packageFolder(__dirname);
  if (folder === null) return 'unknown';
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
};
