import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintApiKey } from '../security';
import { ConfigurationFaults, GembaConfig, readConfiguration, variablesOf } from '.';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.faults;
    throw error;
  }
  return [];
};

const fileHolding = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'gemba-secret-')), 'secret');
  writeFileSync(path, text);
  return path;
};

describe('reading the configuration', () => {
  it('takes every default from an empty environment', () => {
    expect(readConfiguration({ PATH: '/bin' })).toEqual(new GembaConfig());
  });

  it('takes values of each kind', () => {
    const { entry } = mintApiKey(['ingest', 'read']);
    const { entry: other } = mintApiKey(['admin']);
    const config = readConfiguration({
      GEMBA_HTTP_PORT: '9090',
      GEMBA_ORGANISATION_TZ: 'Europe/Amsterdam',
      GEMBA_API_KEYS: `${entry}, ${other}`,
    });
    expect(config).toMatchObject({ httpPort: 9090, organisationTz: 'Europe/Amsterdam' });
    expect(config.security.apiKeys).toEqual([entry, other]);
  });

  it('treats an empty value as an unset one', () => {
    expect(readConfiguration({ GEMBA_HTTP_PORT: '' }).httpPort).toBe(8080);
  });

  it('lists all faults at once, each with the variable, what is wrong and the remedy', () => {
    expect(
      faultsOf({ GEMBA_HTTP_PORT: 'eighty', GEMBA_LOG_LEVEL: 'loud', GEMBA_SQL_PORT: '70000', GEMBA_HTP_PORT: '1' }),
    ).toEqual([
      'GEMBA_HTP_PORT is not a variable of Gemba. Correct its name or unset it; docs/generated/configuration.md lists all.',
      'GEMBA_HTTP_PORT is "eighty", which is not a whole number from 0 to 65535. Set it to a whole number from 0 to 65535, or unset it for 8080.',
      'GEMBA_SQL_PORT is 70000, which is not a whole number from 0 to 65535. Set it to a whole number from 0 to 65535, or unset it for 5439.',
      'GEMBA_LOG_LEVEL is "loud", which is not one of fatal, error, warn, info, debug, trace, silent. Set it to one of fatal, error, warn, info, debug, trace, silent, or unset it for "info".',
    ]);
  });

  it('reads a secret from a file', () => {
    const url = 'postgres://gemba_app:hush@db:5432/gemba';
    expect(readConfiguration({ GEMBA_DATABASE_URL_FILE: fileHolding(`${url}\n`) }).databaseUrl).toBe(url);
  });

  it('never prints a secret, not even a wrong one', () => {
    const faults = faultsOf({ GEMBA_DATABASE_URL: 'mysql://hush', GEMBA_API_KEYS: 'hush' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hush');
  });

  it('refuses a secret given twice, and a file that cannot be read', () => {
    expect(
      faultsOf({
        GEMBA_DATABASE_URL: 'postgres://a',
        GEMBA_DATABASE_URL_FILE: fileHolding('postgres://b'),
        GEMBA_API_KEYS_FILE: '/nowhere/at/all',
      }),
    ).toEqual([
      'GEMBA_DATABASE_URL and GEMBA_DATABASE_URL_FILE are both set. Unset one of them.',
      'GEMBA_API_KEYS_FILE names a file that cannot be read (ENOENT). Give the path of a readable file.',
    ]);
  });

  it('reads keys from a file with notes, and keeps its path, so that it can be followed', () => {
    const { entry } = mintApiKey(['read'], Date.parse('2030-01-01T00:00:00Z'));
    const path = fileHolding(`# who may call\n${entry}  # BI, floor 3\n`);
    const { security } = readConfiguration({ GEMBA_API_KEYS_FILE: path });
    expect(security).toMatchObject({ apiKeys: [entry], apiKeysFile: path });
    expect(readConfiguration({ GEMBA_API_KEYS: entry }).security.apiKeysFile).toBeUndefined();
  });

  it('refuses the same key id twice: which of the two holds would be chance', () => {
    const { entry } = mintApiKey(['read']);
    expect(faultsOf({ GEMBA_API_KEYS: `${entry},${entry}:2030-01-01T00:00:00Z` })).toEqual([
      expect.stringMatching(/^GEMBA_API_KEYS has a value .* each id once/),
    ]);
  });

  it('refuses an identity provider without an audience, an audience without one, and keys over plain HTTP', () => {
    expect(faultsOf({ GEMBA_OIDC_ISSUER: 'https://id.example' })).toEqual([
      'GEMBA_OIDC_AUDIENCE is not set, and has to be. Set it to the name under which the identity provider knows Gemba.',
    ]);
    expect(faultsOf({ GEMBA_OIDC_AUDIENCE: 'gemba' })).toEqual([
      expect.stringMatching(/^GEMBA_OIDC_ISSUER is not set/),
    ]);
    const oidc = { GEMBA_OIDC_ISSUER: 'https://id.example', GEMBA_OIDC_AUDIENCE: 'gemba' };
    expect(faultsOf(oidc)).toEqual([]);
    expect(faultsOf({ ...oidc, GEMBA_OIDC_JWKS_URL: 'http://localhost:8080/keys' })).toEqual([]);
    for (const url of [
      'http://id.example',
      'http://localhost.evil.example',
      'https://me:hush@id.example',
      'id.example',
    ])
      expect(faultsOf({ ...oidc, GEMBA_OIDC_JWKS_URL: url })).toHaveLength(1);
  });

  it('takes addresses, ranges and names of ranges for proxies, and nothing else', () => {
    const proxies = (text: string) => faultsOf({ GEMBA_TRUSTED_PROXIES: text });
    expect(proxies('10.0.0.0/8, 192.0.2.1 2001:db8::/32,loopback')).toEqual([]);
    for (const text of ['10.0.0.0/33', 'proxy.example', '10.0.0', 'loopback/8', '2001:db8::/129'])
      expect(proxies(text)).toHaveLength(1);
  });

  it('describes every property of the class and of its parts', () => {
    const variables = variablesOf(GembaConfig);
    const described = variables.flatMap(({ part, property, pathProperty }) =>
      [property, pathProperty].flatMap((name) => (name === undefined ? [] : `${part ?? ''}.${name}`)),
    );
    const defaults: Readonly<Record<string, unknown>> = { ...new GembaConfig() };
    const parts = new Set(variables.flatMap(({ part }) => part ?? []));
    const properties = Object.entries(defaults).flatMap(([name, value]) =>
      parts.has(name) ? Object.keys(value as object).map((property) => `${name}.${property}`) : [`.${name}`],
    );
    expect(properties.filter((property) => !described.includes(property))).toEqual([]);
    expect(new Set(described).size).toBe(described.length);
  });

  it('reads what stands in a part like everything else, and freezes it', () => {
    const { logging } = readConfiguration({ GEMBA_LOG_LEVEL: 'warn' });
    expect(logging).toEqual({ level: 'warn' });
    expect(Object.isFrozen(logging)).toBe(true);
    expect(Object.isFrozen(readConfiguration({}).logging)).toBe(true);
  });
});
