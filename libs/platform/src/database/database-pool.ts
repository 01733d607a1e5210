import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import type { GembaConfig } from '../configuration';
import { createPool } from './create-pool';

/** The pool of one app. Its owner has found out by now which database it is. */
export const databasePool = (config: GembaConfig): Pool => {
  if (config.databaseUrl === undefined) throw new Error('GembaConfig.databaseUrl must be set before the app starts.');
  const logger = new Logger('Database');
  return createPool({
    url: config.databaseUrl,
    applicationName: 'gemba',
    connectionsMax: config.databasePoolSize,
    onIdleError: (error) => logger.warn(`An idle connection broke off: ${error.message}`),
  });
};
