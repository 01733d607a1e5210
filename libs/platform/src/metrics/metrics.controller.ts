import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToAll } from '../security';
import { GembaMetrics } from './gemba-metrics';

/** `/metrics`, for Prometheus. It tells counts and times, never a deal. */
@ApiExcludeController()
@OpenToAll()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(GembaMetrics) private readonly metrics: GembaMetrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
