// Makes what compose.yaml mounts as secrets, once: random passwords, the URLs that hold them, and a first API key.
// What is there already stays. Run it as: npm ci && node deploy/make-secrets.mjs [folder]
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(here, 'secrets'));

// The folder keeps people out. The files themselves are mounted one by one, and must be readable for the user within.
mkdirSync(join(folder, 'keys'), { recursive: true });
chmodSync(folder, 0o700);

/** Hexadecimal digits: nothing to escape in a URL. */
const password = () => randomBytes(24).toString('hex');

const secret = (name, make) => {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o644, flag: 'wx' });
  return readFileSync(file, 'utf8');
};

const admin = secret('postgres-password', password);
secret('database-admin-url', () => `postgres://postgres:${admin}@postgres:5432/gemba`);
secret('database-url', () => `postgres://gemba_app:${password()}@postgres:5432/gemba`);
secret('bi-password', password);
// Within the network of the compose file it speaks without TLS, and then knows no users.
secret('eventstoredb-url', () => 'esdb://eventstoredb:2113?tls=false');
secret('grafana-password', password);

const keys = join(folder, 'keys/api-keys');
if (!existsSync(keys)) {
  const gemba = join(here, '../apps/cli/bin/gemba.js');
  const args = ['api-key', 'new', '--scopes', 'admin', '--note', 'the first key', '--file', keys];
  const key = execFileSync(process.execPath, [gemba, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  chmodSync(keys, 0o644);
  console.log(`An API key that may do everything; it is shown this once:\n${key.trim()}`);
}
console.log(`The secrets are in ${folder}.`);
