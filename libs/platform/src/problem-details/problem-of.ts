import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { HttpException } from '@nestjs/common';
import { isConnectionFailure } from '../database/connection-failure';
import { withoutSecrets } from '../logging/without-secrets';
import { Problem, unavailable } from './problem';

const CODES: Readonly<Record<number, string>> = {
  400: 'malformed-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** Whatever was thrown, as something a caller may be told. An unforeseen error says nothing of itself. */
export const problemOf = (thrown: unknown, bodyLimitBytes: number): Problem => {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof EventStoreUnavailable) return unavailable('The record cannot be reached at the moment.');
  if (isConnectionFailure(thrown)) return unavailable('The database cannot be reached at the moment.');
  const status = statusOf(thrown);
  if (status === 413) return bodyTooLarge(bodyLimitBytes);
  if (status !== null && status < 500) {
    return new Problem(status, CODES[status] ?? 'refused', withoutSecrets((thrown as Error).message));
  }
  if (status === 503 && thrown instanceof HttpException) {
    return new Problem(503, 'not-ready', thrown.message, { extensions: { checks: thrown.getResponse() } });
  }
  return new Problem(500, 'unforeseen', 'Something went wrong that Gemba did not foresee; its log says what.');
};

export const bodyTooLarge = (limitBytes: number): Problem =>
  new Problem(413, 'body-too-large', `The body, or a line of it, is larger than ${limitBytes} bytes.`, {
    field: 'body',
    remedy: 'Send fewer events at once, stream them as application/x-ndjson, or raise GEMBA_BODY_LIMIT_BYTES.',
    extensions: { limitBytes },
  });

/** Nest's exceptions and Fastify's errors both carry an HTTP status, each in its own way. */
const statusOf = (thrown: unknown): number | null => {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 ? status : null;
};
