import { translateKafkaMessage } from '@gemba/intake';
import type { MessageChunk } from '@gemba/platform';
import type { Answered, Recording } from '../recording/recording';
import type { Refused } from './dead-letter';
import type { DeadLetters } from './dead-letters';
import { deliveryOfMessage } from './delivery-of-message';

export interface ChunkPlaces {
  readonly recording: Pick<Recording, 'record'>;
  readonly deadLetters: Pick<DeadLetters, 'send'>;
  readonly valueBytesMax: number;
}

/**
 * Records a chunk of a partition in its order. When it resolves, every message of it is in the record, or in the
 * quarantine and on the dead-letter topic. Throws when a store or the brokers are out of reach; the same chunk may then
 * be given again, as often as you like: nothing is recorded or quarantined a second time.
 */
export const recordChunk = async (
  { topic, partition, messages }: MessageChunk,
  { recording, deadLetters, valueBytesMax }: ChunkPlaces,
): Promise<readonly Answered[]> => {
  const items = messages.map((message) =>
    translateKafkaMessage(message, { partition, offset: message.offset }, valueBytesMax),
  );
  const answered = await recording.record(items, (index) => deliveryOfMessage(topic, messages[index]!));
  const refused = answered.flatMap(({ outcome }, index): Refused[] =>
    outcome.outcome === 'quarantined' ? [{ topic, partition, message: messages[index]!, faults: outcome.faults }] : [],
  );
  await deadLetters.send(topic, refused);
  return answered;
};
