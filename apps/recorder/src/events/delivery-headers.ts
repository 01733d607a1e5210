import type { IncomingHttpHeaders } from 'node:http';

/** Headers that may hold a secret, or only speak of the connection. */
const LEFT_OUT =
  /^(?:authorization|cookie|proxy-.*|connection|host|content-length|transfer-encoding|accept.*|expect|x-api-key)$/;

/** The headers worth keeping beside something that goes to quarantine. */
export const deliveryHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !LEFT_OUT.test(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
