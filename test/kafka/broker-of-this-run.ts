import { type OwnBroker } from '../support/kafka/test-broker';

const KEY = Symbol.for('gemba.kafka.broker');
const keeper = globalThis as unknown as Record<symbol, OwnBroker | undefined>;

/** Hands the broker from jest's setup to its teardown, which load their modules apart. */
export const brokerOfThisRun = {
  keep: (broker: OwnBroker): void => void (keeper[KEY] = broker),
  take: (): OwnBroker | undefined => keeper[KEY],
};
