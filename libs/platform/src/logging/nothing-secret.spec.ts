import { Controller, Get, Logger, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GembaConfig, readConfiguration, variablesOf } from '../configuration';
import { createHttpApplication } from '../http';
import { PlatformModule } from '../platform.module';
import { Readiness } from '../health';
import { mintApiKey } from '../security';
import { TestIdentityProvider } from '../security/oidc/testing/test-identity-provider';

const PASSWORD = 'correct horse/battery';
const SASL_PASSWORD = 'staple"of\\kafka';
const URL_WITH_PASSWORD = `postgres://gemba_app:${encodeURIComponent(PASSWORD)}@db.example:5432/gemba`;

/** Does what careless code does: puts a secret into an error and a log line. */
@Controller('v1')
class CarelessController {
  private readonly logger = new Logger('Careless');

  @Get('careless')
  careless(): never {
    const { databaseUrl } = careless!;
    this.logger.warn(`Cannot connect to ${databaseUrl}`);
    this.logger.warn(`SASL PLAIN with gemba and ${SASL_PASSWORD} was refused`);
    this.logger.error(
      { config: { password: PASSWORD }, options: { sasl: { mechanism: 'plain', password: SASL_PASSWORD } } },
      'odd',
    );
    const cause = Object.assign(new Error(`no route to ${databaseUrl}`), { input: databaseUrl });
    throw new Error(`connect failed: ${PASSWORD}`, { cause });
  }
}

let careless: GembaConfig | undefined;

describe('nothing secret', () => {
  const key = mintApiKey(['admin']);
  const lines: string[] = [];
  let provider: TestIdentityProvider;
  let app: NestFastifyApplication;
  let token: string;

  beforeAll(async () => {
    provider = await TestIdentityProvider.start();
    token = await provider.sign({ scope: 'gemba:admin' });
    careless = readConfiguration({
      GEMBA_API_KEYS: key.entry,
      GEMBA_OIDC_ISSUER: provider.issuer,
      GEMBA_OIDC_AUDIENCE: 'gemba-api',
      GEMBA_DATABASE_URL: URL_WITH_PASSWORD,
      GEMBA_KAFKA_SASL_MECHANISM: 'plain',
      GEMBA_KAFKA_SASL_USERNAME: 'gemba',
      GEMBA_KAFKA_SASL_PASSWORD: SASL_PASSWORD,
      GEMBA_LOG_LEVEL: 'trace',
    });
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    @Module({ imports: [PlatformModule.forRoot(careless)], controllers: [CarelessController] })
    class CarelessModule {}
    app = await createHttpApplication(CarelessModule, careless);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    app.flushLogs();
    app.get(Readiness).add('careless', () => Promise.reject(new Error(`cannot reach ${URL_WITH_PASSWORD}`)));
  });

  afterAll(async () => {
    await app.close();
    await provider.stop();
    jest.restoreAllMocks();
  });

  const SECRETS = () => [
    key.key.slice('gemba_12345678_'.length),
    token,
    token.split('.')[2]!,
    PASSWORD,
    SASL_PASSWORD,
    JSON.stringify(SASL_PASSWORD).slice(1, -1),
    encodeURIComponent(PASSWORD),
    key.entry,
    'c2VjcmV0LWNvb2tpZQ',
    'Zr3n0v8p1qXwY2kL5mN7tA',
  ];

  it('stands in the log, in an answer or in the metrics, whoever was careless with it', async () => {
    const told: string[] = [];
    const ask = async (url: string, authorization?: string): Promise<void> => {
      const headers = {
        cookie: 'session=c2VjcmV0LWNvb2tpZQ',
        ...(authorization === undefined ? {} : { authorization }),
      };
      told.push((await app.inject({ url, headers })).body);
    };
    for (const authorization of [`Bearer ${key.key}`, `Bearer ${token}`, `Bearer ${key.key}x`, `Basic ${key.key}`]) {
      for (const url of ['/v1/careless', `/v1/none?key=${key.key}&token=${token}`]) await ask(url, authorization);
    }
    await ask('/public/journeys/Zr3n0v8p1qXwY2kL5mN7tA');
    await ask('/health/ready');
    await ask('/metrics');
    const everything = [...lines, ...told].join('\n');
    for (const secret of SECRETS()) expect(everything).not.toContain(secret);
    // It was said all the same, each line as JSON: what is left out is the secret alone.
    expect(lines.map((line) => JSON.parse(line) as object).length).toBeGreaterThan(16);
    expect(everything).toContain('Cannot connect to postgres://gemba_app:[redacted]@');
    expect(everything).toContain(`API key ${key.entry.slice(0, 8)}`);
    expect(everything).toContain('token of ann');
    expect(told.join()).toContain('gemba_problems_total{status="500",code="unforeseen"} 2');
  });

  it('stands in a fault of the configuration, whichever variable it is given in', () => {
    const secrets = variablesOf(GembaConfig).filter(({ secret }) => secret);
    expect(secrets.length).toBeGreaterThan(2);
    for (const { name } of secrets) {
      try {
        readConfiguration({ [name]: ` ${PASSWORD} `, GEMBA_HTTP_PORT: 'none' });
      } catch (error) {
        expect((error as Error).message).not.toContain('battery');
      }
    }
  });
});
