import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '@gemba/platform';
import { compose, type Service, sourceOf, textOf, VERSION, yamlOf } from './deploy-files';

const { services, volumes, secrets } = compose();
const entries = Object.entries(services);
const ours = entries.filter(([, { image }]) => image.startsWith('gemba:'));
const APPS = ['recorder', 'projector', 'query-api'];

describe('the compose file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-compose-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('pins every image, and builds ours as the version that this is', () => {
    for (const [name, { image }] of entries)
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+/)]);
    expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`gemba:${VERSION}`]));
    expect(ours.map(([name]) => name).sort()).toEqual(['migrate', 'topics', ...APPS].sort());
  });

  it('runs programs that are there', () => {
    for (const [name, { command }] of ours) expect([name, existsSync(sourceOf(command![0]!))]).toEqual([name, true]);
  });

  it('lets nothing of ours write to its image or gain rights', () => {
    for (const [name, service] of [...ours, ['gateway', services['gateway']!] as const]) {
      const { read_only, cap_drop, security_opt } = service;
      expect([name, read_only, cap_drop, security_opt]).toEqual([name, true, ['ALL'], ['no-new-privileges:true']]);
    }
  });

  it('is reachable from this machine alone', () => {
    const published = entries.flatMap(([, { ports = [] }]) => ports);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('mounts what it declares, and declares what it mounts', () => {
    const used = entries.flatMap(([, service]) => service.secrets ?? []);
    expect(new Set(used)).toEqual(new Set(Object.keys(secrets)));
    const mounted = entries.flatMap(([, service]) => (service.volumes ?? []).map((volume) => volume.split(':')[0]!));
    const named = mounted.filter((source) => !source.startsWith('.'));
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
    for (const file of mounted.filter((source) => source.startsWith('.') && !source.startsWith('./secrets')))
      expect([file, existsSync(join(__dirname, '../../deploy', file))]).toEqual([file, true]);
  });

  it('starts each app after migration and topics, and those after their servers', () => {
    for (const app of APPS)
      expect(services[app]!.depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        topics: { condition: 'service_completed_successfully' },
        // Only where its profile is on.
        eventstoredb: { condition: 'service_healthy', required: false },
      });
    expect(services['migrate']!.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(services['topics']!.depends_on).toEqual({ kafka: { condition: 'service_healthy' } });
  });

  it('gives every process an environment that it takes, with the secrets that make-secrets.mjs makes', () => {
    execFileSync(process.execPath, [join(__dirname, '../../deploy/make-secrets.mjs'), folder], { stdio: 'pipe' });
    for (const { file } of Object.values(secrets))
      expect([file, existsSync(join(folder, file.replace('./secrets/', '')))]).toEqual([file, true]);
    const within = ([name, text]: [string, string]): [string, string] => [
      name,
      String(text)
        .replace('/run/secrets', folder)
        .replace('/run/keys', join(folder, 'keys'))
        .replace(/\$\{\w+:-(.*)\}/, '$1'),
    ];
    for (const [name, { environment = {} }] of ours) {
      const given = Object.fromEntries(Object.entries(environment).map(within));
      expect(() => readConfiguration(given)).not.toThrow();
      if (!APPS.includes(name)) continue;
      expect(readConfiguration({ ...given, GEMBA_EVENT_STORE: 'eventstoredb' }).eventStore).toEqual({
        kind: 'eventstoredb',
        eventStoreDbUrl: 'esdb://eventstoredb:2113?tls=false',
      });
      const { security, databaseUrl, kafka, httpHost, httpPort } = readConfiguration(given);
      expect(security.apiKeys).toHaveLength(1);
      expect(databaseUrl).toMatch(/^postgres:\/\/gemba_app:[0-9a-f]{48}@postgres:5432\/gemba$/);
      expect([kafka.brokers, httpHost, httpPort]).toEqual([['kafka:9092'], '0.0.0.0', 8080]);
    }
  });

  it('waits longer for a stop than the apps take for it', () => {
    const { shutdownGraceSeconds } = readConfiguration({});
    for (const app of APPS)
      expect(Number.parseInt(services[app]!.stop_grace_period!, 10)).toBeGreaterThan(shutdownGraceSeconds);
  });

  it('follows a folder of keys, not a file: a file put in its place would not be seen', () => {
    for (const app of APPS) expect(services[app]!.volumes).toContain('./secrets/keys:/run/keys:ro');
  });

  it('lets Prometheus see each app, and nothing but that', () => {
    interface Scraping {
      readonly scrape_configs: readonly { readonly dns_sd_configs: readonly { names: string[]; port: number }[] }[];
    }
    const [scrape] = yamlOf<Scraping>('prometheus/prometheus.yml').scrape_configs;
    expect(scrape!.dns_sd_configs[0]).toMatchObject({ names: APPS, port: 8080 });
    const observing = entries.filter(([, { profiles = [] }]: [string, Service]) => profiles.includes('observability'));
    expect(observing.map(([name]) => name)).toEqual(['prometheus', 'grafana']);
  });

  it('has no anchor without use', () => {
    const text = textOf('compose.yaml');
    for (const [, anchor] of text.matchAll(/&([\w-]+)/g)) expect(text).toContain(`*${anchor}`);
  });
});
