import { serverOfThisRun } from './server-of-this-run';

const tearDown = async (): Promise<void> => {
  await serverOfThisRun.take()?.stop();
};

module.exports = tearDown;
