import { randomBytes } from 'node:crypto';
import type { TestBroker } from './test-broker';

/** How jest's global setup tells its workers where the broker is. */
export const TEST_BROKER_VARIABLE = 'GEMBA_TEST_KAFKA';

/** What the setup found: a broker, or why there is none; `canOwn`: specs may start their own. */
export interface BrokerFound {
  readonly brokers: readonly string[];
  readonly canOwn: boolean;
  readonly reason: string;
}

const found = (): BrokerFound => {
  const told = process.env[TEST_BROKER_VARIABLE];
  if (told === undefined) {
    throw new Error(
      `${TEST_BROKER_VARIABLE} is not set: name the spec *.kafka.spec.ts and run it with --selectProjects kafka.`,
    );
  }
  return JSON.parse(told) as BrokerFound;
};

const LOUD = 'NOT PROVED HERE';

/** Specs on the broker of this run. Where there is none they are skipped, and their titles say so. */
export const describeOnKafka = (title: string, specs: (broker: TestBroker) => void): void => {
  const { brokers, reason } = found();
  if (brokers.length > 0) describe(title, () => specs({ brokers }));
  else describe.skip(`${title} [${LOUD}: ${reason}]`, () => specs({ brokers }));
};

/** Specs that start brokers of their own, to stop or kill them. */
export const describeOnOwnKafka = (title: string, specs: () => void): void => {
  const { canOwn, reason } = found();
  if (canOwn) describe(title, specs);
  else describe.skip(`${title} [${LOUD}: ${reason}]`, specs);
};

/** A name that no other spec has, so that all can share one broker. */
export const uniqueName = (name: string): string => `${name}.${randomBytes(6).toString('hex')}`;
