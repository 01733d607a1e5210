import { ContainerBroker } from './container-broker';
import { JavaBroker } from './java-broker';
import type { OwnBroker, OwnBrokerOptions } from './test-broker';

const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0]!;

/**
 * Starts a broker of one's own: Apache Kafka by Java and Maven, else in a container. Throws, with the reasons, where
 * neither can be had.
 */
export const startOwnBroker = async (options?: OwnBrokerOptions): Promise<OwnBroker> => {
  const reasons: string[] = [];
  const causes: unknown[] = [];
  for (const [name, kind] of [
    ['Java and Maven', JavaBroker],
    ['a container', ContainerBroker],
  ] as const) {
    try {
      return await kind.start(options);
    } catch (error) {
      causes.push(error);
      reasons.push(`by ${name}: ${firstLine(error)}`);
    }
  }
  throw new AggregateError(causes, `No Kafka can be started here (${reasons.join('; ')}).`);
};
