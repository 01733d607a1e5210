import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import { filesBelow, jsonOf, sourceOf, textOf, VERSION, yamlOf } from './deploy-files';

type Tree = { readonly [name: string]: unknown };

const CHART = 'helm/gemba';
const values = yamlOf<Tree>(`${CHART}/values.yaml`);
const templates = filesBelow(`${CHART}/templates`);
const text = templates.map(textOf).join('\n');

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (path: string): unknown =>
  path.split('.').reduce<unknown>((tree, name) => (isTree(tree) && name in tree ? tree[name] : undefined), values);

const leaves = (tree: Tree): readonly string[] =>
  Object.entries(tree).flatMap(([name, value]) =>
    isTree(value) && Object.keys(value).length > 0 ? leaves(value).map((leaf) => `${name}.${leaf}`) : [name],
  );

const changed = (path: string, value: unknown): Tree => {
  const copy = structuredClone(values) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const holder = names.reduce((tree, name) => tree[name] as Record<string, unknown>, copy);
  holder[last] = value;
  return copy;
};

describe('the values of the chart', () => {
  const isValid = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(
    jsonOf<object>(`${CHART}/values.schema.json`),
  );

  it('are what their schema says', () => {
    isValid(values);
    expect(isValid.errors).toBeNull();
  });

  it.each([
    ['image.tag', 'latest'],
    ['image.tagg', '1'],
    ['apiKeys.existingSecret', ''],
    ['database.existingSecret', ''],
    ['database.password', 'hush'],
    ['oidc.issuer', 'http://id.example'],
    ['kafka.brokers', ['kafka']],
    ['kafka.sasl.mechanism', 'gssapi'],
    ['kafka.sasl.password', 'hush'],
    ['eventStore.kind', 'mongodb'],
    ['logLevel', 'loud'],
    ['projector.partitions', 0],
    ['queryApi.replicas', 'two'],
    ['rateLimitPerMinute', -1],
  ])('may not hold %s: %j', (path, value) => expect(isValid(changed(path, value))).toBe(false));

  it('may leave keys out where tokens are taken, and not otherwise', () => {
    const withTokens = changed('oidc', {
      ...(values['oidc'] as Tree),
      issuer: 'https://id.example',
      audience: 'gemba',
    });
    expect(isValid({ ...withTokens, apiKeys: { existingSecret: '', key: 'api-keys' } })).toBe(true);
  });

  it('are all used, and the templates use no others', () => {
    const used = [...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, path]) => path!);
    expect(used.filter((path) => at(path) === undefined)).toEqual([]);
    const unused = leaves(values).filter((leaf) => {
      const names = leaf.split('.');
      const isNamed = used.some((path) => leaf === path || leaf.startsWith(`${path}.`));
      return !isNamed || !new RegExp(String.raw`\.${names.at(-1)}\b|toYaml`).test(text);
    });
    expect(unused).toEqual([]);
  });
});

describe('the chart', () => {
  it('is of the version that this is', () => {
    expect(yamlOf(`${CHART}/Chart.yaml`)).toMatchObject({ version: VERSION, appVersion: VERSION, apiVersion: 'v2' });
  });

  it('runs programs that are there', () => {
    const apps = [...text.matchAll(/"name" "([\w-]+)" "values"/g)].map(([, name]) => `dist/apps/${name}/src/main.js`);
    const others = [...text.matchAll(/args: \[([\w./-]+\.js)/g)].map(([, program]) => program!);
    expect(apps).toHaveLength(3);
    expect(others.sort()).toEqual(['apps/cli/bin/gemba.js', 'dist/apps/standalone/src/migrate-main.js']);
    for (const program of [...apps, ...others])
      expect([program, existsSync(sourceOf(program))]).toEqual([program, true]);
  });

  it('probes paths and a port that every app has', () => {
    const probed = [...text.matchAll(/(\w+)Probe:\n +httpGet: \{ path: (\S+), port: (\w+) \}/g)].map(
      ([, ...probe]) => probe,
    );
    expect(probed).toEqual([
      ['startup', '/health/live', 'http'],
      ['liveness', '/health/live', 'http'],
      ['readiness', '/health/ready', 'http'],
    ]);
    const { paths } = JSON.parse(textOf('../docs/generated/openapi.json')) as { paths: Tree };
    for (const [, path] of probed) expect(paths).toHaveProperty([path!]);
    const port = /GEMBA_HTTP_PORT, value: '(\d+)'/.exec(text)![1];
    expect(text).toContain(`{ name: http, containerPort: ${port} }`);
    expect(text).toContain(`prometheus.io/port: '${port}'`);
  });

  it('hands secrets over as files of whole folders, so that they can change, and never as values', () => {
    expect(text).not.toMatch(/valueFrom|secretKeyRef|envFrom|subPath:/);
    expect(text.match(/secretName: /g)?.length).toBeGreaterThan(3);
  });

  it('gives no container rights, nor a place to write but /tmp', () => {
    const containers = text.match(/^ +containers:$/gm)!.length;
    expect(containers).toBe(3);
    expect(text.match(/include "gemba\.containerSecurity"/g)).toHaveLength(containers);
    expect(text.match(/include "gemba\.podSecurity"/g)).toHaveLength(containers);
    for (const line of ['runAsNonRoot: true', 'readOnlyRootFilesystem: true', 'allowPrivilegeEscalation: false'])
      expect(text).toContain(line);
  });

  it('migrates before anything of the new version runs', () => {
    expect(textOf(`${CHART}/templates/migration.yaml`)).toMatch(/helm\.sh\/hook: pre-install,pre-upgrade\n/);
  });
});
