// Compiles apps, libs and test to dist with swc and copies what the code reads at run time.
// Only what changed is compiled again, so `npm start` costs nothing the second time.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist');
const rooms = ['apps', 'libs', 'test'];
const assets = /\.(sql|ya?ml|json|html|css|js|svg)$/;

if (!existsSync(join(root, 'node_modules/@swc/core'))) {
  console.log('build: skipped, the development dependencies are not installed; dist/ is used as it is');
  process.exit(0);
}
const swc = require('@swc/core');
const options = require('./swc-options.cjs');
const optionsChangedAt = Math.max(
  ...['tools/swc-options.cjs', 'tools/build.mjs', 'tsconfig.json'].map((f) => statSync(join(root, f)).mtimeMs),
);

function* filesBelow(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

const isUpToDate = (source, target) => {
  if (!existsSync(target)) return false;
  const made = statSync(target).mtimeMs;
  return made >= statSync(source).mtimeMs && made >= optionsChangedAt;
};

const wanted = new Set();
let compiled = 0;
for (const room of rooms) {
  for (const source of filesBelow(join(root, room))) {
    const isCode = source.endsWith('.ts') && !source.endsWith('.d.ts');
    if (!isCode && !assets.test(source)) continue;
    const target = join(out, relative(root, source)).replace(/\.ts$/, '.js');
    wanted.add(target).add(`${target}.map`);
    if (isUpToDate(source, target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    if (isCode) {
      const { code, map } = swc.transformFileSync(source, {
        ...options,
        swcrc: false,
        cwd: root,
        sourceFileName: relative(dirname(target), source),
      });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
      writeFileSync(`${target}.map`, map);
      compiled++;
    } else copyFileSync(source, target);
  }
}
for (const file of filesBelow(out)) if (!wanted.has(file)) rmSync(file);
if (compiled > 0) console.log(`build: ${compiled} files compiled to dist`);
