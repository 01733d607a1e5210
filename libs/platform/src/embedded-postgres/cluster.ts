import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Binaries } from './binaries';
import { type DataFolder, giveFolder } from './data-folder';
import { type DatabaseUser } from './database-user';
import { syncFolder, writeFileDurably } from './durable-file';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { keepPassword, newPassword, readPassword } from './secrets';
import { HOST_BASED_ACCESS, renderSettings, type Setting } from './server-settings';
import { SERVER_ENVIRONMENT } from './watchdog';

/** Runs one of PostgreSQL's programs to its end, with what it shall read on its standard input. */
const run = (program: string, programArguments: string[], user: DatabaseUser | null, input: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { cwd: '/', env: SERVER_ENVIRONMENT, ...(user ?? {}) });
    let said = '';
    const listen = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-4_000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const fail = (how: string): void =>
      reject(new EmbeddedPostgresError('initdb-failed', `${program} ${how}. It said:\n${said.trim()}`));
    child.on('error', (error) => fail(`could not be started (${error.message})`));
    child.on('close', (code, signal) => (code === 0 ? resolve() : fail(`ended with ${signal ?? `code ${code}`}`)));
    // A program that dies before it read its input is reported by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** Nobody may connect until Gemba's own access file is in place: hence `reject`, which also needs no password file. */
const initialise = (binaries: Binaries, cluster: string, user: DatabaseUser | null): Promise<void> =>
  run(
    binaries.initdb,
    [
      ...['-D', cluster, '--username=postgres', '--auth=reject', '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums', '--no-instructions'],
    ],
    user,
    '',
  );

/** Without a server, over standard input: the password is never in a file, an argument list or a socket. */
const setAdminPassword = (binaries: Binaries, cluster: string, user: DatabaseUser | null, password: string) =>
  run(
    binaries.postgres,
    ['--single', '-D', cluster, '-c', 'log_min_messages=fatal', '-c', 'exit_on_error=on', 'postgres'],
    user,
    `alter role postgres password '${password}'\n`,
  );

/** A name of its own each time: the initdb of a start that was killed may still be writing into the last one. */
const draftCluster = async (binaries: Binaries, { root, cluster, user }: DataFolder): Promise<string> => {
  const stale = readdirSync(root).filter((name) => name.startsWith(`${basename(cluster)}.draft-`));
  for (const name of stale) rmSync(join(root, name), { recursive: true, force: true, maxRetries: 10 });
  const draft = `${cluster}.draft-${randomBytes(4).toString('hex')}`;
  giveFolder(draft, user);
  await initialise(binaries, draft, user);
  return draft;
};

/**
 * Makes the cluster where there is none, in a draft folder that gets its name last: an interrupted start leaves nothing
 * half made. Where the administrator's password was lost, the data's owner sets a new one.
 */
export const ensureCluster = async (binaries: Binaries, folder: DataFolder): Promise<void> => {
  const { cluster, user, secrets, root } = folder;
  const isNew = !existsSync(cluster);
  const kept = readPassword(secrets, 'postgres');
  if (!isNew && kept !== null) return;
  const draft = isNew ? await draftCluster(binaries, folder) : cluster;
  const password = kept ?? newPassword();
  await setAdminPassword(binaries, draft, user, password);
  if (kept === null) keepPassword(secrets, 'postgres', password);
  if (isNew) renameSync(draft, cluster);
  syncFolder(root);
};

/** Writes what the server reads at its start. */
export const configureCluster = ({ cluster, user }: DataFolder, settings: readonly Setting[]): void => {
  const texts = { 'postgresql.conf': renderSettings(settings), 'pg_hba.conf': HOST_BASED_ACCESS };
  for (const [name, text] of Object.entries(texts)) writeFileDurably(join(cluster, name), text, 0o600, user);
};
