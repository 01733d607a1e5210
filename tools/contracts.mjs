// What publishers and consumers were promised last stands in docs/contracts/asyncapi.json. Without an option this holds
// today's contracts (docs/generated/asyncapi.json) against it and fails for each change that breaks somebody; with
// --publish it makes today's the promised ones, unless they break somebody. Two paths compare two other documents.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const publishing = process.argv.includes('--publish');
const given = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const [published, today] =
  given.length === 2
    ? given.map((path) => resolve(path))
    : [join(root, 'docs/contracts/asyncapi.json'), join(root, 'docs/generated/asyncapi.json')];

// What is published must be what the code says.
if (publishing && given.length === 0)
  execFileSync(process.execPath, [join(root, 'tools/generate.mjs'), '--check'], { stdio: 'inherit' });
execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' });
const { compareContracts } = require(join(root, 'dist/test/contracts/compare-contracts.js'));
const { messageContracts } = require(join(root, 'dist/test/contracts/message-contracts.js'));
const { sentenceOf } = require(join(root, 'dist/test/contracts/breach.js'));

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const contractsOf = (text) => (text === null ? new Map() : messageContracts(JSON.parse(text)));
const [was, is] = [textOf(published), readFileSync(today, 'utf8')];

const { breaches, added } = compareContracts(contractsOf(was), contractsOf(is));
const TOLD_MAX = 8;
const more = added.length > TOLD_MAX ? ` and ${added.length - TOLD_MAX} more` : '';
const news = added.length === 0 ? '' : ` New: ${added.slice(0, TOLD_MAX).join('; ')}${more}.`;
if (breaches.length > 0) {
  console.error('These changes break what was published:');
  for (const breach of breaches) console.error(`  - ${sentenceOf(breach)}`);
  console.error('What is protected, and from what: docs/decisions/0027-what-breaks-a-contract.md');
  process.exitCode = 1;
} else if (publishing) {
  mkdirSync(dirname(published), { recursive: true });
  writeFileSync(published, is);
  console.log(`contracts: published.${news}`);
} else if (was !== is)
  console.log(`contracts: they changed and break nobody.${news} To promise them: npm run publish:contracts`);
