import { type GembaConfig, PlatformModule } from '@gemba/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { ProjectorModule } from './projector.module';

/** The projector as a process of its own. */
@Module({})
export class ProjectorAppModule {
  static forRoot(config: GembaConfig): DynamicModule {
    return { module: ProjectorAppModule, imports: [PlatformModule.forRoot(config), ProjectorModule] };
  }
}
