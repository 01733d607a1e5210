import { IsIn, IsOptional } from 'class-validator';
import { FromEnvironment } from '../configuration/variable';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What is logged, and in which form. */
export class LoggingConfig {
  @FromEnvironment('GEMBA_LOG_LEVEL', {
    kind: 'text',
    meaning: 'Least grave log line that is written.',
    expects: `one of ${LOG_LEVELS.join(', ')}`,
  })
  @IsIn(LOG_LEVELS)
  readonly level: (typeof LOG_LEVELS)[number] = 'info';

  @FromEnvironment('GEMBA_LOG_FORMAT', {
    kind: 'text',
    meaning: 'Log lines for machines (json) or for people (pretty).',
    expects: 'one of json, pretty',
    defaultMeaning: 'pretty on a terminal, else json',
  })
  @IsOptional()
  @IsIn(['json', 'pretty'])
  readonly format?: 'json' | 'pretty';
}
