import { claimDataFolder, type GembaConfig, startEmbeddedPostgres } from '@gemba/platform';
import { type MigrationPlan } from './migration/migrate';
import { planFor } from './migration/migration-plan';

/** The PostgreSQL that an instance runs on. */
export interface Database {
  /** Null: somebody else migrates. */
  readonly migration: MigrationPlan | null;
  readonly appUrl: string;
  /** Connection string for BI; null where the server is not ours. */
  readonly biUrl: string | null;
  stop(): Promise<void>;
}

const MIB = 1024 * 1024;

/** The server that the configuration names, else one of our own in the data folder. The folder is ours from here on. */
export const openDatabase = async (config: GembaConfig, dataDir: string): Promise<Database> => {
  const { databaseUrl, sqlPort, memoryBudgetMb } = config;
  if (databaseUrl !== undefined) {
    const release = claimDataFolder(dataDir);
    return {
      migration: planFor(config),
      appUrl: databaseUrl,
      biUrl: null,
      stop: () => Promise.resolve(release()),
    };
  }
  const budget = memoryBudgetMb === undefined ? {} : { memoryBudgetBytes: memoryBudgetMb * MIB };
  const { adminUrl, appUrl, biUrl, stop } = await startEmbeddedPostgres({ dataDir, sqlPort, ...budget });
  return { migration: { adminUrl, logins: null }, appUrl, biUrl, stop };
};
