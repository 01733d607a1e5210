import { type CloudEvent, type CloudEventV1, Kafka, type KafkaMessage } from 'cloudevents';
import { type IncomingMessage, type OutgoingMessage } from '@gemba/platform';

type Bytes = Pick<OutgoingMessage | IncomingMessage, 'key' | 'value' | 'headers'>;

/** Headers by name, as text. */
export const headersOf = ({ headers }: Bytes): Record<string, string> =>
  Object.fromEntries(headers.map(({ name, value }) => [name, String(value)]));

export const dataOf = ({ value }: Bytes): unknown => JSON.parse(String(value)) as unknown;

/** A message as the CloudEvents library reads it, valid by its own verdict. It wants headers, key and value as text. */
export const asCloudEvent = (message: Bytes): CloudEventV1<unknown> => {
  const [key, value] = [String(message.key), String(message.value)];
  const given: KafkaMessage = { headers: headersOf(message), key, value, body: value };
  const read = Kafka.toEvent(given) as CloudEvent<unknown>;
  read.validate();
  return read;
};
