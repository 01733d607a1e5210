import 'reflect-metadata';
import { readConfiguration, runUntilSignal } from '@gemba/platform';
import { announcement } from './announcement';
import { startStandalone } from './start-standalone';

const start = async (): Promise<void> => {
  const config = readConfiguration(process.env);
  await runUntilSignal({
    graceSeconds: config.shutdownGraceSeconds,
    start: async () => {
      const standalone = await startStandalone(config);
      process.stdout.write(announcement(standalone.instance, standalone.dataDir));
      return standalone;
    },
  });
};

start().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
