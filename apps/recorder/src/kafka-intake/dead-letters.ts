import { deadLetterTopic, type MessageProducer, MessageTooLarge, type OutgoingMessage } from '@gemba/platform';
import { deadLetter, type Judge, type Refused, withoutValue } from './dead-letter';

/** Sends what was refused to the dead-letter topic of where it lay. */
export class DeadLetters {
  constructor(
    private readonly producer: MessageProducer,
    private readonly judge: Judge,
  ) {}

  /** Resolves when all are durable there. Throws when the brokers do not take them now, never for what they hold. */
  async send(topic: string, refused: readonly Refused[]): Promise<void> {
    if (refused.length === 0) return;
    const letters = refused.map((one) => deadLetter(one, this.judge));
    try {
      await this.producer.send(deadLetterTopic(topic), letters);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      for (const letter of letters) await this.sendSingly(topic, letter);
    }
  }

  close(): Promise<void> {
    return this.producer.close();
  }

  private async sendSingly(topic: string, letter: OutgoingMessage): Promise<void> {
    try {
      await this.producer.send(deadLetterTopic(topic), [letter]);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      await this.producer.send(deadLetterTopic(topic), [withoutValue(letter)]);
    }
  }
}
