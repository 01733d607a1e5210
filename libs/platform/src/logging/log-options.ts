import type { Params } from 'nestjs-pino';
import pretty from 'pino-pretty';
import type { GembaConfig } from '../configuration';

/** Paths at which a log line could hold a secret; their values are never written. */
const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
  '*.password',
  '*.connectionString',
  'err.config',
];

/** Log settings: requests that went well are `debug`, refusals `info`, our own failures `error`. */
export const logOptions = ({ logLevel, logFormat }: GembaConfig): Params => {
  const isPretty = (logFormat ?? (process.stdout.isTTY ? 'pretty' : 'json')) === 'pretty';
  const stream = isPretty
    ? pretty({ sync: true, singleLine: true, ignore: 'pid,hostname,req,res,responseTime' })
    : process.stdout;
  return {
    pinoHttp: [
      {
        level: logLevel,
        redact: { paths: SECRET_PATHS, censor: '[redacted]' },
        customLogLevel: (_request, response, error) => {
          if (error !== undefined || response.statusCode >= 500) return 'error';
          return response.statusCode >= 400 ? 'info' : 'debug';
        },
      },
      stream,
    ],
  };
};
