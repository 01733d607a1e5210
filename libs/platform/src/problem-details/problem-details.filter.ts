import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { GembaConfig } from '../configuration';
import { GembaMetrics } from '../metrics/gemba-metrics';
import { detailsOf } from './problem-details';
import { problemOf } from './problem-of';

/** Turns whatever a handler throws into problem details; what was not foreseen is logged whole. */
@Injectable()
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(
    @Inject(GembaConfig) private readonly config: GembaConfig,
    @Inject(PinoLogger) private readonly logger: PinoLogger,
    @Inject(GembaMetrics) private readonly metrics: GembaMetrics,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(thrown, this.config.bodyLimitBytes);
    this.metrics.problemsTotal.inc({ status: problem.status, code: problem.code });
    if (problem.status >= 500) this.logger.error({ err: thrown, code: problem.code }, problem.message);
    // An answer that streams already cannot change its status: cutting it off is the only honest sign left.
    if (reply.raw.headersSent) return void http.getRequest<FastifyRequest>().raw.destroy();
    void reply
      .status(problem.status)
      .headers({ ...problem.hints.headers, 'content-type': 'application/problem+json; charset=utf-8' })
      .send(JSON.stringify(detailsOf(problem)));
  }
}
