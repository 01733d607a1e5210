import { createHttpApplication, describeInterface, readConfiguration } from '@gemba/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestBed, prepared, type TestBed } from '../../apps/projector/src/testing/test-projection';
import { type Projection } from '../../apps/projector/src/projection';
import { RecordHead } from '../../apps/query-api/src/freshness/record-head';
import { QueryApiAppModule } from '../../apps/query-api/src/query-api-app.module';

/** What the query-api answers. */
export interface Answered<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** The query-api on tables that a projection keeps, without a network between. */
export interface QueryApiBed {
  readonly projection: Projection;
  readonly app: NestFastifyApplication;
  get<Body>(path: string, accept?: string): Promise<Answered<Body>>;
  drop(): Promise<void>;
}

const HOST = '127.0.0.1:8080';

export const createQueryApiBed = async (): Promise<QueryApiBed> => {
  const bed: TestBed = await createTestBed();
  const projection = await prepared(bed.pool);
  const config = { ...readConfiguration({ GEMBA_LOG_LEVEL: 'error' }), databaseUrl: bed.appUrl };
  const app = await createHttpApplication(QueryApiAppModule.forRoot(config), config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  // The record of these specs lies in memory, out of the app's reach: it ends where the projection has read it.
  app.get(RecordHead).position = async () => {
    const { rows } = await bed.pool.query<{ position: string }>('select position::text from projection.checkpoint');
    return BigInt(rows[0]!.position);
  };
  return {
    projection,
    app,
    get: async <Body>(path: string, accept = 'application/json') => {
      const answer = await app.inject({ url: path, headers: { host: HOST, accept } });
      const isJson = String(answer.headers['content-type']).includes('json');
      const body = (isJson ? answer.json() : answer.body) as Body;
      return { status: answer.statusCode, headers: answer.headers as Record<string, string>, body };
    },
    drop: async () => {
      await app.close();
      await bed.drop();
    },
  };
};

/** Schemas of the answers, as the interface's description has them. */
export const describedSchemas = (app: NestFastifyApplication): Readonly<Record<string, object>> =>
  describeInterface(app).components!.schemas as Readonly<Record<string, object>>;
