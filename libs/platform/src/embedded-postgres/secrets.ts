import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Login } from './connection-url';
import { writeFileDurably } from './durable-file';

export type RoleName = 'postgres' | 'gemba_app' | 'bi_reader';

const pathOf = (folder: string, role: RoleName): string => join(folder, `${role}.password`);

/** The password kept for a role, or null where none is kept yet. */
export const readPassword = (folder: string, role: RoleName): string | null => {
  try {
    return readFileSync(pathOf(folder, role), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

export const keepPassword = (folder: string, role: RoleName, password: string): void =>
  writeFileDurably(pathOf(folder, role), `${password}\n`, 0o600);

/** 192 bits from the alphabet of hexadecimal digits: nothing to escape in a URL, in SQL or in a file. */
export const newPassword = (): string => randomBytes(24).toString('hex');

/** A role's login; its password is made on the first call and kept. */
export const loginOf = (folder: string, role: RoleName): Login => {
  const kept = readPassword(folder, role);
  if (kept !== null) return { user: role, password: kept };
  const password = newPassword();
  keepPassword(folder, role, password);
  return { user: role, password };
};
