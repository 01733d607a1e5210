import { ConfigurationFaults, type GembaConfig } from '../configuration';
import { isLoopback } from './loopback';
import { isLocked } from './security-config';

/** Where callers need not say who they are, whoever reaches the address may do everything: it must be out of reach. */
export const refuseOpenListening = ({ httpHost, security }: Pick<GembaConfig, 'httpHost' | 'security'>): void => {
  if (isLocked(security) || isLoopback(httpHost)) return;
  throw new ConfigurationFaults([
    `GEMBA_HTTP_HOST is "${httpHost}", beyond loopback, and neither GEMBA_API_KEYS nor GEMBA_OIDC_ISSUER is set: anybody ` +
      'who reaches it could write and read everything. Make a key with `npx gemba api-key new` and set GEMBA_API_KEYS, or ' +
      'listen on 127.0.0.1.',
  ]);
};
