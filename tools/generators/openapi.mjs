// The description of the HTTP interface, from the controllers of all three apps, without starting any of them.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export const name = 'OpenAPI description';
export const needsBuild = true;

const OUTPUT = 'docs/generated/openapi.json';

export const outputs = async ({ load }) => {
  const { GembaConfig, describeInterface } = load('libs/platform/src/index.ts');
  const { StandaloneModule } = load('apps/standalone/src/standalone.module.ts');
  const config = Object.assign(new GembaConfig(), { databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere' });
  // In preview nothing is constructed: no pool, no thread, no listener.
  const options = { preview: true, logger: false, abortOnError: false };
  const app = await NestFactory.create(StandaloneModule.forRoot(config), new FastifyAdapter(), options);
  return { [OUTPUT]: `${JSON.stringify(describeInterface(app), null, 2)}\n` };
};
