import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt } from 'class-validator';
import { EventStoreUnavailable } from '@gemba/event-sourcing';
import { type GembaConfig, readConfiguration } from '../../configuration';
import { PlatformModule } from '../../platform.module';
import { OpenToAll, RequiresScope } from '../../security';
import { createHttpApplication } from '..';

class Count {
  @IsInt()
  readonly count!: number;
}

@Controller('v1')
class SampleController {
  @Post('count')
  @RequiresScope('ingest')
  count(@Body() { count }: Count): { count: number } {
    return { count };
  }

  @Get('store')
  @RequiresScope('read')
  store(): never {
    throw new EventStoreUnavailable('gone');
  }

  @Get('bug')
  bug(): never {
    throw new Error('a secret of ours');
  }

  @Get('own-time')
  ownTime(): { at: string } {
    return { at: 'now' };
  }
}

@OpenToAll({ callsPerMinute: 3 })
@Controller('public')
class PublicController {
  @Get(':token')
  read(@Param('token') token: string): { token: string } {
    return { token };
  }
}

/** The platform with a handful of routes, to be asked by `inject`; its database is out of reach. */
export const startSample = async (overrides: Record<string, string> = {}): Promise<NestFastifyApplication> => {
  const config: GembaConfig = {
    ...readConfiguration({ GEMBA_LOG_LEVEL: 'silent', GEMBA_BODY_LIMIT_BYTES: '1024', ...overrides }),
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
  };
  @Module({ imports: [PlatformModule.forRoot(config)], controllers: [SampleController, PublicController] })
  class SampleModule {}
  const app = await createHttpApplication(SampleModule, config);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};
