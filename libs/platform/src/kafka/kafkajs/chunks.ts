import type { KafkaMessage } from 'kafkajs';
import type { IncomingMessage } from '../message';
import type { ConsumerPlan } from '../message-broker';
import { decodeHeaders } from './header-encoding';
import { outOfBounds } from './record-bounds';

const bytesOf = ({ key, value }: KafkaMessage): number => (key?.length ?? 0) + (value?.length ?? 0);

/** A message of the client in the port's words; its bytes are the client's own, not copied. */
export const incoming = ({ offset, timestamp, key, value, headers }: KafkaMessage): IncomingMessage => {
  const timestampMs = Number(timestamp);
  return {
    offset,
    timestampMs: timestampMs >= 0 ? timestampMs : null,
    key,
    value,
    ...outOfBounds(decodeHeaders(headers)),
  };
};

/** What was fetched of a partition, in pieces that are handled and committed one after the other. */
export function* chunksOf(
  messages: readonly KafkaMessage[],
  { chunkMessagesMax, chunkBytesMax }: Pick<ConsumerPlan, 'chunkMessagesMax' | 'chunkBytesMax'>,
): Generator<IncomingMessage[]> {
  let chunk: IncomingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    chunk.push(incoming(message));
    bytes += bytesOf(message);
    if (chunk.length < chunkMessagesMax && bytes < chunkBytesMax) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}
