import { type GembaConfig } from '@gemba/platform';
import { type MigrationPlan } from './migrate';

const loginIn = (url: string): { readonly user: string; readonly password: string | null } => {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: password === '' ? null : decodeURIComponent(password) };
};

/** How a PostgreSQL that is not ours is migrated; null: the configuration leaves that to its owner. */
export const planFor = ({ databaseUrl, databaseAdminUrl, databaseBiPassword }: GembaConfig): MigrationPlan | null => {
  if (databaseUrl === undefined || databaseAdminUrl === undefined) return null;
  const biPassword = databaseBiPassword ?? null;
  return { adminUrl: databaseAdminUrl, logins: { app: loginIn(databaseUrl), biPassword } };
};
