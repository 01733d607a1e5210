import { refuseOpenListening } from './listening-address';
import { SecurityConfig } from './security-config';

const secured = (settings: Partial<SecurityConfig> = {}): SecurityConfig => ({ ...new SecurityConfig(), ...settings });

describe('listening without API keys and tokens', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('is allowed on loopback: %s', (httpHost) => {
    expect(() => refuseOpenListening({ httpHost, security: secured() })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.168.0.4', 'gemba.example', '127.0.0.1.example'])(
    'is refused beyond loopback: %s',
    (httpHost) => {
      expect(() => refuseOpenListening({ httpHost, security: secured() })).toThrow(
        /GEMBA_API_KEYS nor GEMBA_OIDC_ISSUER is set/,
      );
    },
  );

  it.each([{ apiKeys: ['one'] }, { apiKeysFile: '/keys' }, { oidcIssuer: 'https://id.example' }])(
    'is no question once callers have to say who they are: %j',
    (settings) => {
      expect(() => refuseOpenListening({ httpHost: '0.0.0.0', security: secured(settings) })).not.toThrow();
    },
  );
});
