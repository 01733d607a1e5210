import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { type DatabaseUser } from './database-user';

/**
 * A shell, because it outlives whatever kills Node by name or for its memory, costs 1 MB and is on every machine.
 *
 * The guardian blocks on standard input, a pipe that only Node holds: its end means Node is gone, however it died.
 * Then PostgreSQL is asked to stop fast (transactions rolled back, checkpoint), and after a minute at once.
 * The outer shell waits for PostgreSQL and reports how it ended. It ignores what a terminal or a service manager sends
 * to a whole group, since PostgreSQL must outlive the application that is still draining.
 */
const WATCHDOG = `
exec 3<&0
"$@" </dev/null 3<&- &
postmaster=$!
{
  trap '' INT TERM HUP
  while read -r _ <&3; do :; done
  kill -INT "$postmaster"
  waited=0
  while kill -0 "$postmaster" && [ "$waited" -lt 60 ]; do sleep 1; waited=$((waited + 1)); done
  kill -0 "$postmaster" && kill -QUIT "$postmaster"
} 2>/dev/null &
guardian=$!
exec 3<&-
trap : INT TERM HUP
while :; do
  wait "$postmaster"
  ending=$?
  kill -0 "$postmaster" 2>/dev/null || break
done
kill -KILL "$guardian"
exit "$ending"
`;

/** PostgreSQL sees none of Gemba's environment (its keys above all); with other locales it would not start everywhere. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

/** Not through a link: root may be writing into a folder that is not root's. */
const APPEND_TO_OWN = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW;

/** Starts a server program in a session of its own under the watchdog; what it says goes to the end of the log file. */
export const spawnUnderWatchdog = (
  program: string,
  programArguments: readonly string[],
  options: { readonly user: DatabaseUser | null; readonly logFile: string },
): ChildProcess => {
  const log = openSync(options.logFile, APPEND_TO_OWN, 0o600);
  try {
    const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'gemba-postgres-watchdog', program, ...programArguments], {
      cwd: '/',
      detached: true,
      env: SERVER_ENVIRONMENT,
      stdio: ['pipe', log, log],
      ...(options.user ?? {}),
    });
    // A watchdog that died is noticed by its exit.
    watchdog.stdin?.on('error', () => undefined);
    return watchdog;
  } finally {
    closeSync(log);
  }
};
