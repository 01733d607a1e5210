import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';
import pretty from 'pino-pretty';
import type { GembaConfig } from '../configuration';
import { callerOf } from '../security/caller';
import { configuredSecrets } from './configured-secrets';
import { censorOf } from './without-secrets';

/** Where secrets stand in what is logged of a request: not even their shape is written. */
const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
  '*.password',
  '*.connectionString',
  'err.config',
];

interface LogStream {
  write(line: string): unknown;
}

/** Whatever a line says, and whoever wrote it: what is a secret, or looks like one, does not leave the process. */
const censored = (stream: LogStream, config: GembaConfig): LogStream => {
  const censor = censorOf(configuredSecrets(config));
  return { write: (line) => stream.write(censor(line)) };
};

const prettyStream = (): LogStream =>
  pretty({ sync: true, singleLine: true, ignore: 'pid,hostname,req,res,responseTime' });

/** Log settings: requests that went well are `debug`, refusals `info`, our own failures `error`. */
export const logOptions = (config: GembaConfig): Params => {
  const { level, format } = config.logging;
  const isPretty = (format ?? (process.stdout.isTTY ? 'pretty' : 'json')) === 'pretty';
  return {
    pinoHttp: [
      {
        level,
        redact: { paths: SECRET_PATHS, censor: '[redacted]' },
        customProps: (request: IncomingMessage) => ({ caller: callerOf({ raw: request })?.name }),
        customLogLevel: (_request, response, error) => {
          if (error !== undefined || response.statusCode >= 500) return 'error';
          return response.statusCode >= 400 ? 'info' : 'debug';
        },
      },
      censored(isPretty ? prettyStream() : process.stdout, config),
    ],
  };
};
