import { deadLetterTopic, type MessageProducer, MessageTooLarge } from '@gemba/platform';
import { deadLetter, type Judge, lesserLetters, type Refused } from './dead-letter';

/** Sends what was refused to the dead-letter topic of where it lay. */
export class DeadLetters {
  constructor(
    private readonly producer: MessageProducer,
    private readonly judge: Judge,
  ) {}

  /** Resolves when all are durable there. Throws when the brokers do not take them now, never for what they hold. */
  async send(topic: string, refused: readonly Refused[]): Promise<void> {
    if (refused.length === 0) return;
    try {
      await this.producer.send(
        deadLetterTopic(topic),
        refused.map((one) => deadLetter(one, this.judge)),
      );
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      for (const one of refused) await this.sendSingly(topic, one);
    }
  }

  close(): Promise<void> {
    return this.producer.close();
  }

  /** As much of it as the topic takes. */
  private async sendSingly(topic: string, refused: Refused): Promise<void> {
    const forms = [deadLetter(refused, this.judge), ...lesserLetters(refused, this.judge)];
    for (const [index, form] of forms.entries()) {
      try {
        return await this.producer.send(deadLetterTopic(topic), [form]);
      } catch (error) {
        if (!(error instanceof MessageTooLarge) || index === forms.length - 1) throw error;
      }
    }
  }
}
