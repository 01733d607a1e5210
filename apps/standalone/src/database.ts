import { claimDataFolder, type GembaConfig, startEmbeddedPostgres } from '@gemba/platform';

/** The PostgreSQL that an instance runs on. */
export interface Database {
  /** May create schemas; null: somebody else migrates. */
  readonly adminUrl: string | null;
  readonly appUrl: string;
  /** Connection string for BI; null where the server is not ours. */
  readonly biUrl: string | null;
  /** Whether the roles that migrations grant to are made by us already. */
  readonly hasRoles: boolean;
  stop(): Promise<void>;
}

const MIB = 1024 * 1024;

/** The server that the configuration names, else one of our own in the data folder. The folder is ours from here on. */
export const openDatabase = async (config: GembaConfig, dataDir: string): Promise<Database> => {
  const { databaseUrl, databaseAdminUrl, sqlPort, memoryBudgetMb } = config;
  if (databaseUrl !== undefined) {
    const release = claimDataFolder(dataDir);
    return {
      adminUrl: databaseAdminUrl ?? null,
      appUrl: databaseUrl,
      biUrl: null,
      hasRoles: false,
      stop: () => Promise.resolve(release()),
    };
  }
  const budget = memoryBudgetMb === undefined ? {} : { memoryBudgetBytes: memoryBudgetMb * MIB };
  const { adminUrl, appUrl, biUrl, stop } = await startEmbeddedPostgres({ dataDir, sqlPort, ...budget });
  return { adminUrl, appUrl, biUrl, hasRoles: true, stop };
};
