import 'reflect-metadata';
import { readConfiguration, runUntilSignal, startApp } from '@gemba/platform';
import { QueryApiAppModule } from './query-api-app.module';

const start = async (): Promise<void> => {
  const config = readConfiguration(process.env);
  const { shutdownGraceSeconds: graceSeconds } = config;
  await runUntilSignal({ graceSeconds, start: () => startApp(QueryApiAppModule.forRoot, config) });
};

start().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
