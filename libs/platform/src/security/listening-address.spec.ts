import { refuseOpenListening } from './listening-address';

describe('listening without API keys', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('is allowed on loopback: %s', (httpHost) => {
    expect(() => refuseOpenListening({ httpHost, apiKeys: [] })).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.168.0.4', 'gemba.example', '127.0.0.1.example'])(
    'is refused beyond loopback: %s',
    (httpHost) => {
      expect(() => refuseOpenListening({ httpHost, apiKeys: [] })).toThrow(/GEMBA_API_KEYS is empty/);
    },
  );

  it('is no question once there are keys', () => {
    expect(() => refuseOpenListening({ httpHost: '0.0.0.0', apiKeys: ['one'] })).not.toThrow();
  });
});
