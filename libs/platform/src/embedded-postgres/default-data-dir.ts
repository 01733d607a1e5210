import { createHash } from 'node:crypto';
import { join } from 'node:path';

export interface WhereGembaRuns {
  readonly cwd: string;
  readonly isRoot: boolean;
  /** Whether a user without rights of his own can traverse a folder; asked only for root. */
  readonly isReachable: (folder: string) => boolean;
}

/**
 * Where Gemba keeps everything it writes unless GEMBA_DATA_DIR says otherwise: `.gemba` in the working folder. As root
 * PostgreSQL runs as an unprivileged user, and a checkout in root's home would be out of his reach: then a folder under
 * /var/lib named after the working folder, so that every program started there finds the same one.
 */
export const defaultDataDir = ({ cwd, isRoot, isReachable }: WhereGembaRuns): string =>
  isRoot && !isReachable(cwd)
    ? join('/var/lib/gemba', createHash('sha256').update(cwd).digest('hex').slice(0, 12))
    : join(cwd, '.gemba');
