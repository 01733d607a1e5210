// `npm run dev`: standalone on a folder of its own with seeded deals, built and started anew whenever code changes.
// Another number of deals: npm run dev -- 2000. Another folder: GEMBA_DATA_DIR.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const deals = process.argv[2] ?? '200';
const environment = {
  ...process.env,
  GEMBA_DATA_DIR: process.env.GEMBA_DATA_DIR ?? join(root, '.gemba-dev'),
  GEMBA_LOG_LEVEL: process.env.GEMBA_LOG_LEVEL ?? 'debug',
  GEMBA_LOG_FORMAT: process.env.GEMBA_LOG_FORMAT ?? 'pretty',
};

/** Saving several files, or one in several steps, is one change. */
const SETTLE_MS = 200;
const CODE = /\.(ts|sql|ya?ml|json)$/;

const run = (script, ...args) =>
  spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C is for us; we stop what we started in good order.
    detached: true,
  });

const succeeded = async (child) => (await once(child, 'exit'))[0] === 0;
const build = () => succeeded(run('tools/build.mjs'));

let gemba = null;
const start = () => {
  const child = run('dist/apps/standalone/src/main.js');
  const ended = once(child, 'exit').then(() => {
    if (gemba?.child === child) console.log('dev: it ended; the next change starts it again');
    if (gemba?.child === child) gemba = null;
  });
  gemba = { child, ended };
};
const stop = async () => {
  const running = gemba;
  gemba = null;
  running?.child.kill('SIGTERM');
  await running?.ended;
};

let isBusy = false;
let isChanged = false;
const renew = async () => {
  isChanged = true;
  if (isBusy) return;
  isBusy = true;
  while (isChanged) {
    isChanged = false;
    // What does not compile changes nothing: the last version that did runs on.
    if (!(await build())) continue;
    await stop();
    start();
  }
  isBusy = false;
};

let feeding = null;
const stopAll = async () => {
  feeding?.kill('SIGTERM');
  if (feeding !== null) await once(feeding, 'exit');
  await stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopAll());

if (!(await build())) process.exit(1);
// The demo starts an instance, feeds it, and stops it; on a folder that has its deals it changes nothing.
feeding = run('dist/apps/cli/src/main.js', 'demo', '--deals', deals, '--exit');
if (!(await succeeded(feeding))) process.exit(1);
feeding = null;
start();

let settling;
for (const room of ['apps', 'libs']) {
  watch(join(root, room), { recursive: true }, (_event, file) => {
    if (file === null || !CODE.test(file) || file.endsWith('.spec.ts')) return;
    clearTimeout(settling);
    settling = setTimeout(renew, SETTLE_MS);
  });
}
