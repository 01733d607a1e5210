import { ConfigurationFaults, type GembaConfig } from '../configuration';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/i;

export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** Without API keys everybody who reaches the address may do everything, so it must not be reachable from outside. */
export const refuseOpenListening = ({ httpHost, apiKeys }: Pick<GembaConfig, 'httpHost' | 'apiKeys'>): void => {
  if (apiKeys.length > 0 || isLoopback(httpHost)) return;
  throw new ConfigurationFaults([
    `GEMBA_HTTP_HOST is "${httpHost}", beyond loopback, and GEMBA_API_KEYS is empty: anybody who reaches it could ` +
      'write and read everything. Make a key with `npx gemba api-key` and set GEMBA_API_KEYS, or listen on 127.0.0.1.',
  ]);
};
