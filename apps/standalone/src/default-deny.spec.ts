import { type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication, type GembaConfig, mintApiKey, readConfiguration } from '@gemba/platform';
import { ProjectorAppModule } from '../../projector/src/projector-app.module';
import { QueryApiAppModule } from '../../query-api/src/query-api-app.module';
import { RecorderAppModule } from '../../recorder/src/recorder-app.module';
import { StandaloneModule } from './standalone.module';
import { type Route, routesOf } from './testing/routes-of';

// The thread would look for its database, which this is not about.
jest.mock('../../projector/src/thread/projector-thread', () => ({
  ProjectorThread: class {
    start = () => Promise.resolve();
    stop = () => Promise.resolve();
  },
}));

/** Whoever runs Gemba must be able to see that it lives, and a browser that shows the description sends no key. */
const OPEN_IN_EVERY_APP = [
  '/docs',
  '/docs/',
  '/docs/*',
  '/docs/LICENSE',
  '/docs/docs/swagger-ui-init.js',
  '/docs/index.html',
  '/docs/swagger-ui-init.js',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/openapi.json',
  '/openapi.yaml',
];

/** What messages look like is published to whoever has to write or read them; a customer's link is its own key. */
const CONTRACTS = ['/asyncapi.json', '/schemas', '/schemas/:name/:version'];
const JOURNEY = '/public/journeys/:token';

interface AppUnderTest {
  readonly name: string;
  readonly module: { forRoot(config: GembaConfig): DynamicModule };
  readonly opens: readonly string[];
  readonly has: string;
}

const APPS: readonly AppUnderTest[] = [
  { name: 'recorder', module: RecorderAppModule, opens: [], has: 'POST /v1/events' },
  { name: 'projector', module: ProjectorAppModule, opens: CONTRACTS, has: 'POST /v1/rebuilds' },
  {
    name: 'query-api',
    module: QueryApiAppModule,
    opens: [JOURNEY],
    has: 'GET /v1/deals/:dealId/history',
  },
  { name: 'standalone', module: StandaloneModule, opens: [JOURNEY, ...CONTRACTS], has: 'POST /v1/events' },
];

describe.each(APPS)('without a key, $name', ({ module, opens, has }) => {
  let app: NestFastifyApplication;
  let routes: readonly Route[];

  beforeAll(async () => {
    const { entry } = mintApiKey(['admin']);
    const config: GembaConfig = {
      ...readConfiguration({ GEMBA_API_KEYS: entry, GEMBA_LOG_LEVEL: 'silent' }),
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    };
    app = await createHttpApplication(module.forRoot(config), config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    routes = routesOf(app);
  });
  afterAll(() => app.close());

  it('answers 401 on every route but these', async () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toContain(has);
    const open = new Set<string>();
    for (const [index, { method, path }] of routes.entries()) {
      const url = path.replace(/:\w+/g, 'x').replace('*', 'x');
      const { statusCode } = await app.inject({
        method,
        url,
        // Addresses of their own: one that is refused too often would be told to wait.
        remoteAddress: `192.0.2.${index}`,
        ...(method === 'POST' ? { payload: {} } : {}),
      });
      if (statusCode !== 401) open.add(path);
    }
    expect([...open].sort()).toEqual([...OPEN_IN_EVERY_APP, ...opens].sort());
  });

  it('answers 401 where there is no route', async () => {
    for (const url of ['/', '/v1', '/v2/events', '/admin', '/v1/deals/x/y/z', '/docs2', '/metricsx'])
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 401]);
  });
});
