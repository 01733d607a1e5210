import { type DynamicModule } from '@nestjs/common';
import { createHttpApplication, type GembaConfig, readConfiguration } from '@gemba/platform';
import { ProjectorAppModule } from '../../apps/projector/src/projector-app.module';
import { QueryApiAppModule } from '../../apps/query-api/src/query-api-app.module';
import { RecorderAppModule } from '../../apps/recorder/src/recorder-app.module';
import { routesOf } from '../../apps/standalone/src/testing/routes-of';
import { textOf } from './deploy-files';

// The thread would look for its database, which this is not about.
jest.mock('../../apps/projector/src/thread/projector-thread', () => ({
  ProjectorThread: class {
    start = () => Promise.resolve();
    stop = () => Promise.resolve();
  },
}));

/** What each process has of its own, and nobody asks for through one address. */
const OF_EVERY_APP = /^\/(health\/|metrics$|docs|openapi\.)/;

const APPS: Readonly<Record<string, { forRoot(config: GembaConfig): DynamicModule }>> = {
  recorder: RecorderAppModule,
  projector: ProjectorAppModule,
  'query-api': QueryApiAppModule,
};

const pathsOf = async (module: (typeof APPS)[string]): Promise<readonly string[]> => {
  const config: GembaConfig = {
    ...readConfiguration({ GEMBA_LOG_LEVEL: 'silent' }),
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
  };
  const app = await createHttpApplication(module.forRoot(config), config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const paths = routesOf(app).map(({ path }) => path.replace(/:\w+/g, 'x'));
  await app.close();
  return [...new Set(paths)].filter((path) => !OF_EVERY_APP.test(path));
};

/** The map of nginx: the first expression that fits decides. */
const gateway = (path: string): string | undefined => {
  const rules = [...textOf('gateway/nginx.conf').matchAll(/^ +(default|~\S+) +([\w-]+);$/gm)];
  const fits = rules.find(([, rule]) => rule !== 'default' && new RegExp(rule!.slice(1)).test(path));
  return (fits ?? rules.find(([, rule]) => rule === 'default'))?.[2];
};

/** Kubernetes: an exact path before a prefix, and of prefixes the longest; whole parts of a path count. */
const ingress = (path: string): string | undefined => {
  const rules = [
    ...textOf('helm/gemba/templates/ingress.yaml').matchAll(/path: (\S+), pathType: (\w+), .*fullname \}\}-([\w-]+),/g),
  ].map(([, prefix, type, app]) => ({ prefix: prefix!, isExact: type === 'Exact', app }));
  const fitting = rules
    .filter(({ prefix, isExact }) => path === prefix || (!isExact && path.startsWith(`${prefix}/`)))
    .sort((a, b) => Number(b.isExact) - Number(a.isExact) || b.prefix.length - a.prefix.length);
  return fitting[0]?.app;
};

describe.each([
  ['the gateway of the compose file', gateway],
  ['the ingress of the chart', ingress],
])('%s', (_, appOf) => {
  it.each(Object.keys(APPS))('leads every path of %s there', async (name) => {
    const paths = await pathsOf(APPS[name]!);
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => appOf(path) !== name).map((path) => `${path} → ${appOf(path)}`)).toEqual([]);
  });
});
