import { MessageBrokerUnavailable, type MessageProducer, MessageTooLarge, type OutgoingMessage } from '@gemba/platform';

/** A broker that takes messages in memory, down to what of a call had been taken when it broke off. */
export class TakenMessages {
  readonly taken: OutgoingMessage[] = [];
  /** Producers that are open. */
  open = 0;
  /** Larger values are refused, with everything that comes with them. */
  bytesMax = Infinity;
  isAway = false;
  private readonly failures: { readonly error: Error; readonly takenBefore: number }[] = [];

  /** The next call breaks off after so many messages were taken. */
  breakNext(error: Error, takenBefore = 0): void {
    this.failures.push({ error, takenBefore });
  }

  producer(): MessageProducer {
    this.open++;
    return {
      send: async (_topic, messages) => {
        await new Promise((resolve) => setImmediate(resolve));
        const failure = this.failures.shift();
        if (failure !== undefined) {
          this.taken.push(...messages.slice(0, failure.takenBefore));
          throw failure.error;
        }
        if (this.isAway) throw new MessageBrokerUnavailable('The broker is away.');
        if (messages.some(({ value }) => (value?.length ?? 0) > this.bytesMax))
          throw new MessageTooLarge('The topic takes no message of this size (max.message.bytes).');
        this.taken.push(...messages);
      },
      close: async () => void this.open--,
    };
  }
}
