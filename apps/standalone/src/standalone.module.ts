import { type DynamicModule, Module } from '@nestjs/common';
import { type GembaConfig, PlatformModule } from '@gemba/platform';
import { ProjectorModule } from '../../projector/src';
import { QueryApiModule } from '../../query-api/src';
import { RecorderModule } from '../../recorder/src';

/** The three apps in one process. */
@Module({})
export class StandaloneModule {
  static forRoot(config: GembaConfig): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [PlatformModule.forRoot(config), RecorderModule, ProjectorModule, QueryApiModule],
    };
  }
}
