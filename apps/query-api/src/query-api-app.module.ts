import { type DynamicModule, Module } from '@nestjs/common';
import { type GembaConfig, PlatformModule } from '@gemba/platform';
import { QueryApiModule } from './query-api.module';

/** The query-api as a process of its own. */
@Module({})
export class QueryApiAppModule {
  static forRoot(config: GembaConfig): DynamicModule {
    return { module: QueryApiAppModule, imports: [PlatformModule.forRoot(config), QueryApiModule] };
  }
}
