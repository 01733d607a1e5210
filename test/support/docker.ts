import { execFileSync } from 'node:child_process';

const PATIENCE_MS = 10_000;

/** Whether containers can be started on this machine. */
export const dockerAnswers = (): boolean => {
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: PATIENCE_MS });
    return true;
  } catch {
    return false;
  }
};
