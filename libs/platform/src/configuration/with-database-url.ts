import { GembaConfig } from './gemba-config';

/** The same configuration, over a database that was only found out while starting. */
export const withDatabaseUrl = (config: GembaConfig, databaseUrl: string): GembaConfig =>
  Object.freeze(Object.assign(new GembaConfig(), config, { databaseUrl }));
