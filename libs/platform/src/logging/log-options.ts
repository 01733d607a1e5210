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

/** What follows the name in a public path is what opens it to anybody: it is a secret like a key. */
export const withoutPublicSecret = (url: string): string => url.replace(/^(\/public\/[^/?]+\/)[^?]+/, '$1[redacted]');

/** Log settings: requests that went well are `debug`, refusals `info`, our own failures `error`. */
export const logOptions = ({ logging }: GembaConfig): Params => {
  const isPretty = (logging.format ?? (process.stdout.isTTY ? 'pretty' : 'json')) === 'pretty';
  const stream = isPretty
    ? pretty({ sync: true, singleLine: true, ignore: 'pid,hostname,req,res,responseTime' })
    : process.stdout;
  return {
    pinoHttp: [
      {
        level: logging.level,
        serializers: { req: (request: { url: string }) => ({ ...request, url: withoutPublicSecret(request.url) }) },
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
