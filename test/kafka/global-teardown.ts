import { stopServerOfThisRun } from '../integration/server-of-this-run';
import { brokerOfThisRun } from './broker-of-this-run';

const tearDown = async (): Promise<void> => {
  await Promise.all([brokerOfThisRun.take()?.remove(), stopServerOfThisRun()]);
};

module.exports = tearDown;
