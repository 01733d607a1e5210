// Writes every generated artefact; with --check writes nothing and fails naming each committed one that differs.
// A generator is a module in tools/generators: `name`, `outputs({ root, load })` → { path: text }, and
// `needsBuild = true` where it calls `load('libs/…/file.ts')`, which gives that module as compiled to dist.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const checking = process.argv.includes('--check');

let isBuilt = false;
const load = (path) => {
  if (!isBuilt) execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' });
  isBuilt = true;
  return require(join(root, 'dist', path.replace(/\.ts$/, '.js')));
};

/** Says the same: JSON by value, other text line by line without trailing space. Formatting is not a difference. */
const meaning = (path, text) =>
  path.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text.replace(/[ \t]*\r?\n/g, '\n').trimEnd();

const isSame = (path, text) => {
  const file = join(root, path);
  if (!existsSync(file)) return false;
  try {
    return meaning(path, readFileSync(file, 'utf8')) === meaning(path, text);
  } catch {
    return false;
  }
};

const generators = [];
for (const file of readdirSync(join(root, 'tools/generators')).sort()) {
  if (file.endsWith('.mjs')) generators.push(await import(pathToFileURL(join(root, 'tools/generators', file)).href));
}
// What reads compiled code comes last: the build copies what the others wrote.
generators.sort((a, b) => Number(a.needsBuild ?? false) - Number(b.needsBuild ?? false));

const different = [];
for (const generator of generators) {
  for (const [path, text] of Object.entries(await generator.outputs({ root, load }))) {
    if (isSame(path, text)) continue;
    different.push(`${path} (${generator.name})`);
    if (checking) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

if (checking && different.length > 0) {
  console.error(`These committed files differ from what the code says:\n  ${different.join('\n  ')}`);
  console.error('Remedy: npm run generate, look at the difference, commit it.');
  process.exitCode = 1;
} else if (different.length > 0) console.log(`generate: wrote ${different.join(', ')}`);
