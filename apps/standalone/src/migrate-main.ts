import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ConfigurationFaults,
  isConnectionFailure,
  readConfiguration,
  startFault,
  withoutSecrets,
} from '@gemba/platform';
import { migrate } from './migration/migrate';
import { planFor } from './migration/migration-plan';

/** Whoever starts server and migration together must not have to know which is quicker. */
const SERVER_START_LIMIT_MS = 60_000;
const RETRY_MS = 1_000;

const migrateWhenReachable = async (plan: Parameters<typeof migrate>[0]): ReturnType<typeof migrate> => {
  for (const deadlineMs = Date.now() + SERVER_START_LIMIT_MS; ; await pause(RETRY_MS)) {
    try {
      return await migrate(plan);
    } catch (error) {
      if (!isConnectionFailure(error) || Date.now() > deadlineMs) throw error;
      process.stderr.write(`PostgreSQL cannot be reached yet (${withoutSecrets((error as Error).message)}).\n`);
    }
  }
};

const start = async (): Promise<void> => {
  const plan = planFor(readConfiguration(process.env));
  if (plan === null) {
    throw new ConfigurationFaults([
      'GEMBA_DATABASE_URL and GEMBA_DATABASE_ADMIN_URL are not both set. Set them to the same database: as the role that ' +
        'the apps use, and as one that may create schemas and roles.',
    ]);
  }
  for (const remark of await migrateWhenReachable(plan)) process.stderr.write(`${remark}\n`);
  process.stdout.write('The database is at this version of Gemba.\n');
};

start().catch((error: Error) => {
  process.stderr.write(`${startFault(error)}\n`);
  process.exit(1);
});
