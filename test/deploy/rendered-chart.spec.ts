import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { mintApiKey, readConfiguration } from '@gemba/platform';

/** Helm is no package of ours: where it is not on the path, or named by HELM, what it would render is not looked at. */
const HELM = process.env['HELM'] ?? 'helm';
const whereHelmIs = spawnSync(HELM, ['version'], { stdio: 'ignore' }).status === 0 ? describe : describe.skip;

const CHART = join(__dirname, '../../deploy/helm/gemba');

interface Mount {
  readonly name: string;
  readonly mountPath: string;
}

interface PodSpec {
  readonly containers: readonly {
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly volumeMounts: readonly Mount[];
  }[];
  readonly volumes: readonly { readonly name: string }[];
}

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template?: { readonly spec: PodSpec } };
}

const rendered = (...args: readonly string[]): readonly Rendered[] => {
  const text = execFileSync(HELM, ['template', 'gemba', CHART, '--kube-version', '1.30.0', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Rendered;
  });
};

whereHelmIs('the rendered chart', () => {
  const secrets = mkdtempSync(join(tmpdir(), 'gemba-chart-'));
  afterAll(() => rmSync(secrets, { recursive: true }));

  const secretFile = (name: string): string => {
    const texts: Readonly<Record<string, string>> = {
      GEMBA_API_KEYS_FILE: mintApiKey(['admin']).entry,
      GEMBA_DATABASE_BI_PASSWORD_FILE: 'a-long-password',
      GEMBA_KAFKA_SASL_PASSWORD_FILE: 'a-long-password',
      GEMBA_EVENTSTOREDB_URL_FILE: 'esdb://admin:a-long-password@esdb:2113',
    };
    const path = join(secrets, name);
    writeFileSync(path, texts[name] ?? 'postgres://gemba_app:a-long-password@db:5432/gemba');
    return path;
  };

  it('is what helm itself finds no fault with', () => {
    execFileSync(HELM, ['lint', '--strict', CHART, '-f', join(CHART, 'ci/full-values.yaml')], { stdio: 'pipe' });
  });

  it.each([
    ['as it comes', []],
    ['with everything on', ['-f', join(CHART, 'ci/full-values.yaml')]],
  ])('gives each process, %s, an environment that it takes and the files that it names', (_, args) => {
    const pods = rendered(...args).filter(({ spec }) => spec.template !== undefined);
    expect(pods.length).toBeGreaterThanOrEqual(4);
    for (const { metadata, spec } of pods) {
      const { containers, volumes } = spec.template!.spec;
      const { env, volumeMounts } = containers[0]!;
      expect(volumes.map(({ name }) => name).sort()).toEqual(volumeMounts.map(({ name }) => name).sort());
      for (const { name, value } of env.filter(({ name }) => name.endsWith('_FILE'))) {
        const folder = value.slice(0, value.lastIndexOf('/'));
        expect([metadata.name, name, volumeMounts.some(({ mountPath }) => mountPath === folder)]).toEqual([
          metadata.name,
          name,
          true,
        ]);
      }
      const given = env.map(({ name, value }) => [
        name,
        /(?<!TLS_(?:CA|CERT|KEY))_FILE$/.test(name) ? secretFile(name) : value,
      ]);
      expect(() => readConfiguration(Object.fromEntries(given) as Record<string, string>)).not.toThrow();
    }
  });

  it.each([
    [['projector.replicas=20'], 'more than projector.partitions'],
    [['recorder.keda.enabled=true'], 'needs kafka.brokers'],
    [['oidc.issuer=https://id.example'], 'oidc.audience is needed'],
    [['kafka.brokers={k:9092}', 'kafka.sasl.mechanism=plain'], 'kafka.sasl.username is needed'],
    [['eventStore.kind=eventstoredb'], 'eventStore.existingSecret is needed'],
    [['apiKeys.existingSecret='], 'at least one schema'],
  ])('is refused with %j', (settings, why) => {
    expect(() => rendered(...settings.flatMap((setting) => ['--set', setting]))).toThrow(why);
  });
});
