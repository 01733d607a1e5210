import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Real data lies beside the repository, never in it. */
const fileOf = (path: string): string => resolve(process.cwd(), '../shared/data', path);

/** `describe` where the file is there; otherwise skips, and says so. */
export const describeWithData = (path: string, title: string, tests: () => void): void => {
  if (existsSync(fileOf(path))) {
    describe(title, tests);
    return;
  }
  console.warn(`SKIPPED: ${title}. The file ../shared/data/${path} is missing.`);
  it.skip(title, () => undefined);
};

/** The rows of a CSV file without quotes, by column name. */
export const readPlainCsv = (path: string): Record<string, string>[] => {
  const [header, ...lines] = readFileSync(fileOf(path), 'utf8').trim().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i]!, value])));
};
