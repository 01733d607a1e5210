import { type DynamicModule, Logger, type Type } from '@nestjs/common';
import { ConfigurationFaults, type GembaConfig } from '../configuration';
import { Readiness } from '../health';
import type { Running } from '../process';
import { refuseOpenListening } from '../security';
import { createHttpApplication } from './create-http-application';
import { listen } from './listen';

export interface RunningApp extends Running {
  readonly httpUrl: string;
}

/** One app as a process of its own, on a database that is migrated already. */
export const startApp = async (
  moduleFor: (config: GembaConfig) => DynamicModule | Type<unknown>,
  config: GembaConfig,
): Promise<RunningApp> => {
  refuseOpenListening(config);
  if (config.databaseUrl === undefined) {
    throw new ConfigurationFaults([
      'GEMBA_DATABASE_URL is not set. Set it to the PostgreSQL that all apps share; `npm start` brings one of its own.',
    ]);
  }
  const app = await createHttpApplication(moduleFor(config), config);
  const httpUrl = await listen(app, config);
  new Logger('Http').log(`Listening on ${httpUrl}`);
  const stop = async (): Promise<void> => {
    app.get(Readiness).beginDraining();
    await app.close();
  };
  return { httpUrl, stop };
};
