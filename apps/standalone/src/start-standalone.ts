import { instantOfMicros } from '@gemba/event-sourcing';
import {
  createHttpApplication,
  dataFolderOf,
  type GembaConfig,
  type Instance,
  listen,
  Readiness,
  refuseOpenListening,
  removeInstance,
  type Running,
  withDatabaseUrl,
  writeInstance,
} from '@gemba/platform';
import { openDatabase } from './database';
import { migrate } from './migration/migrate';
import { StandaloneModule } from './standalone.module';

export interface Standalone extends Running {
  readonly dataDir: string;
  readonly instance: Instance;
}

/** Starts everything, PostgreSQL first; `stop` ends it in the opposite order, PostgreSQL last. */
export const startStandalone = async (given: GembaConfig): Promise<Standalone> => {
  refuseOpenListening(given);
  const dataDir = dataFolderOf(given.dataDir);
  const database = await openDatabase(given, dataDir);
  try {
    const remarks = database.migration === null ? [] : await migrate(database.migration);
    for (const remark of remarks) process.stderr.write(`${remark}\n`);
    const config = withDatabaseUrl(given, database.appUrl);
    const app = await createHttpApplication(StandaloneModule.forRoot(config), config);
    const httpUrl = await listen(app, config).catch(async (error: unknown) => {
      await app.close();
      throw error;
    });
    const startedAt = instantOfMicros(Date.now() * 1000);
    const instance: Instance = { pid: process.pid, httpUrl, sqlUrl: database.biUrl, startedAt };
    writeInstance(dataDir, instance);
    const stop = async (): Promise<void> => {
      app.get(Readiness).beginDraining();
      try {
        await app.close();
      } finally {
        removeInstance(dataDir, process.pid);
        await database.stop();
      }
    };
    return { dataDir, instance, stop };
  } catch (error) {
    await database.stop();
    throw error;
  }
};
