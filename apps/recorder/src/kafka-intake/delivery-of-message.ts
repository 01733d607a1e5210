import { createHash } from 'node:crypto';
import type { IncomingMessage, MessageHeader } from '@gemba/platform';
import { KAFKA_SOURCE } from '../quarantine/quarantine-entry';
import { storedHeaders } from '../quarantine/stored-headers';
import type { Delivery } from '../recording/recording';

/** Headers that are part of what a message says; the rest may differ when its source sends it again. */
const SAYS_SOMETHING = /^(?:ce_|content-type$)/i;

const FORM = /^content-type$/i;

/** In binary mode most of an event stands in the headers: equal values are not equal messages. */
const identityOf = ({ key, headers }: IncomingMessage): string => {
  const hash = createHash('sha256')
    .update(lengthOf(key))
    .update(key ?? '');
  const saying = headers.filter(({ name }) => SAYS_SOMETHING.test(name));
  for (const { name, value } of saying.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    hash
      .update(JSON.stringify(name))
      .update(lengthOf(value))
      .update(value ?? '');
  }
  return hash.digest('hex');
};

const lengthOf = (bytes: Buffer | null): string => `:${bytes?.length ?? 'none'}:`;

const mediaTypeOf = (headers: readonly MessageHeader[]): string =>
  headers
    .find(({ name }) => FORM.test(name))
    ?.value?.toString()
    .slice(0, 200) ?? 'application/json';

/** Where a message of a topic came from, for the quarantine. */
export const deliveryOfMessage = (topic: string, message: IncomingMessage): Delivery => ({
  source: `${KAFKA_SOURCE}${topic}`,
  mediaType: mediaTypeOf(message.headers),
  headers: storedHeaders(message.headers),
  key: message.key,
  identity: identityOf(message),
});
