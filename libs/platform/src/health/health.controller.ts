import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { withoutSecrets } from '../logging/without-secrets';
import { OpenToAll } from '../security';
import { Readiness, type ReadinessCheck } from './readiness';

/** `/health/live`: the event loop answers. `/health/ready`: every part works and no stop is under way. */
@ApiTags('operations')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Does the process answer?' })
  @ApiOkResponse({ description: 'It does.' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Should requests be sent to this process?' })
  @ApiOkResponse({ description: 'Every part works.' })
  @ApiServiceUnavailableResponse({ description: 'A part does not work, or a stop is under way; the body says which.' })
  ready(): Promise<HealthCheckResult> {
    const checks = [...this.readiness.checks].map(([name, check]) => this.indicatorOf(name, check));
    return this.health.check([...checks, this.drainingIndicator()]);
  }

  private indicatorOf(name: string, check: ReadinessCheck): HealthIndicatorFunction {
    return async () => {
      const indicator = this.indicators.check(name);
      try {
        await check();
        return indicator.up();
      } catch (error) {
        return indicator.down({ message: withoutSecrets((error as Error).message) });
      }
    };
  }

  private drainingIndicator(): HealthIndicatorFunction {
    const indicator = this.indicators.check('process');
    return () => (this.readiness.draining ? indicator.down({ message: 'it is stopping' }) : indicator.up());
  }
}
