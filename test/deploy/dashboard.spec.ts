import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { jsonOf, yamlOf } from './deploy-files';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly expr: string }[];
}

const HOUSE = join(__dirname, '../..');
const panels = jsonOf<{ panels: readonly Panel[] }>('grafana/dashboards/gemba.json').panels;
const expressions = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

/** Our metrics as the code registers them: name → its kind, by the class or method that takes the name. */
const ourMetrics = (): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const room of ['libs/platform/src', 'apps']) {
    for (const entry of readdirSync(join(HOUSE, room), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/(?<!\.spec)\.ts$/.test(entry.name)) continue;
      const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      const registered = /(new Histogram|new Counter|observe|observeEach)\(\s*\{?\s*(?:name: )?'(gemba_\w+)'/g;
      for (const [, kind, name] of source.matchAll(registered)) found.set(name!, kind!);
    }
  }
  return found;
};

const samplesOf = ([name, kind]: [string, string]): readonly string[] =>
  kind === 'new Histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];

describe('the dashboard', () => {
  it('asks for metrics that the code registers, and for no others', async () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const samples = new Set([
      'up',
      ...[...ourMetrics()].flatMap(samplesOf),
      ...(await registry.getMetricsAsJSON()).map(({ name }) => name),
    ]);
    const asked = expressions.flatMap(({ expr }) => expr.match(/\b(?:gemba|nodejs|process)_\w+|\bup\b/g) ?? []);
    expect(asked.filter((name) => !samples.has(name))).toEqual([]);
    expect(new Set(asked.filter((name) => name.startsWith('gemba_'))).size).toBeGreaterThan(12);
  });

  it('asks the source that is provisioned, and says of every panel what it shows', () => {
    const [source] = yamlOf<{ datasources: { uid: string }[] }>(
      'grafana/provisioning/datasources/prometheus.yaml',
    ).datasources;
    for (const { title, type, datasource, description } of panels.filter(({ type }) => type !== 'row')) {
      expect([title, datasource?.uid]).toEqual([title, source!.uid]);
      expect([title, type, description ?? '']).toEqual([title, type, expect.stringMatching(/\.$/)]);
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});
