import { type DynamicModule, Module } from '@nestjs/common';
import { type GembaConfig, PlatformModule } from '@gemba/platform';
import { RecorderModule } from './recorder.module';

/** The recorder as a process of its own. */
@Module({})
export class RecorderAppModule {
  static forRoot(config: GembaConfig): DynamicModule {
    return { module: RecorderAppModule, imports: [PlatformModule.forRoot(config), RecorderModule] };
  }
}
