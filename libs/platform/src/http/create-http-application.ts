import helmet from '@fastify/helmet';
import { type DynamicModule, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { GembaConfig } from '../configuration';
import { frameworkLogger } from '../logging';
import { Admission } from '../security';
import { acceptContentTypes } from './content-types';
import { letSendersHearRefusals } from './let-senders-hear-refusals';
import { serveInterfaceDescription } from './openapi';
import { problemOfValidation } from './validation-problem';

/** TLS ends before us, and loopback has none: browsers must not be told to insist on it. */
const HELMET = {
  strictTransportSecurity: false,
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
} as const;

/** A Nest application on Fastify, ready to listen: limits, headers, validation, refusals, the interface's description. */
export const createHttpApplication = async (
  module: DynamicModule | Type<unknown>,
  config: GembaConfig,
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: config.bodyLimitBytes,
    forceCloseConnections: 'idle',
    requestTimeout: 0,
    trustProxy: config.security.trustedProxies.length > 0 && [...config.security.trustedProxies],
    // Ids in paths may have 512 characters, each of them up to nine in its escaped form.
    routerOptions: { maxParamLength: 8_192 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
    forceCloseConnections: false,
  });
  app.useLogger(frameworkLogger(app.get(Logger)));
  await app.register(helmet, HELMET);
  const admission = app.get(Admission);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request) => admission.admit(request));
  acceptContentTypes(app.getHttpAdapter().getInstance() as never);
  letSendersHearRefusals(app.getHttpAdapter().getInstance() as never);
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: problemOfValidation,
    }),
  );
  serveInterfaceDescription(app);
  return app;
};
