import { Connection } from './connection';
import { whyNoConnectionString } from './connection-string';

describe('a connection string', () => {
  it.each([
    'esdb://localhost:2113?tls=false',
    'esdb://admin:changeit@one:2113,two:2113,three:2113?tls=true&tlsCAFile=/etc/ca.pem&nodePreference=leader',
    'esdb+discover://admin:p%40ss%3Aword@cluster.internal:2113',
    'esdb://host',
    'esdb://host/?keepAliveInterval=10000&keep_alive_timeout=5000',
  ])('may be %s', async (text) => {
    expect(whyNoConnectionString(text)).toBeNull();
    await new Connection(text.replace('/etc/ca.pem', __filename), 1_000).close();
  });

  it.each([
    ['kurrentdb://host:2113', /not like esdb:/],
    ['host:2113', /not like esdb:/],
    ['esdb://', /not like esdb:/],
    ['esdb://admin:p@ss@host:2113', /not like esdb:/],
    ['esdb://host:2113?tsl=false', /the option tsl, which is not known/],
    ['esdb://host:2113?throwOnAppendFailure=false', /the option throwOnAppendFailure/],
    ['esdb://host:2113?tlsVerifyCert=false', /the option tlsVerifyCert/],
    ['esdb://host:2113?tls', /the option|no value/],
  ])('is not %s', (text, why) => {
    expect(whyNoConnectionString(text)).toMatch(why);
  });

  it('is never printed, whatever is wrong with it', () => {
    const said = ['warn', 'error', 'log'].map((level) => jest.spyOn(console, level as 'warn'));
    for (const rest of ['?tsl=false', ':port', '?tls=maybe', '?tlsVerifyCert=false']) {
      let told: unknown;
      try {
        new Connection(`esdb://admin:s3cret@host${rest}`, 1_000);
      } catch (error) {
        told = error;
      }
      expect(told).toBeInstanceOf(Error);
      expect(JSON.stringify([told, String(told), Object.values(told as object)])).not.toContain('s3cret');
    }
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});
