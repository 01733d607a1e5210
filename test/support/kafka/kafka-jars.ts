import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

// From the compiled file as well: the checkout's root is found by its package.json.
const ROOT = [join(__dirname, '../../..'), join(__dirname, '../../../..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
)!;
const POM = join(ROOT, 'test/support/kafka/pom.xml');
const CACHE = join(ROOT, 'node_modules/.cache/gemba-kafka');
const DOWNLOAD_LIMIT_MS = 300_000;

/** Folder with Apache Kafka's jars, fetched from Maven Central the first time (some 40 MB). Throws where that cannot be. */
export const kafkaJars = async (): Promise<string> => {
  const digest = createHash('sha256').update(readFileSync(POM)).digest('hex').slice(0, 12);
  const folder = join(CACHE, digest);
  if (existsSync(folder)) return folder;
  await run('java', ['-version']);
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
    await run('mvn', ['-q', '-B', '-f', POM, ...goal], { timeout: DOWNLOAD_LIMIT_MS });
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another run may have been faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
};
