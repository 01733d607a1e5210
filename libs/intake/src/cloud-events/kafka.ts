import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import { type Place, refusedItem, type TranslatedItem } from '../translation';
import { KAFKA_HEADERS, translateBinary } from './binary';
import { translateStructured } from './structured';

/** A message of a topic, as far as its translation goes: the key only chose the partition. */
export interface KafkaMessage {
  readonly headers: readonly { readonly name: string; readonly value: Uint8Array | null }[];
  /** Null: a tombstone. */
  readonly value: Uint8Array | null;
  /** How large it is where it came without value and headers for its size. */
  readonly leftOutBytes?: number;
}

const STRUCTURED = /^application\/cloudevents\+json\s*(?:;|$)/i;
const OTHER_FORMAT = /^application\/cloudevents/i;
const ATTRIBUTE = /^(?:ce_|content-type$)/;
const NOTHING = new Uint8Array();
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Attributes by their names in lower case, or what is wrong with how they are written. */
const readHeaders = ({ headers }: KafkaMessage): Map<string, string> | IntakeFault => {
  const attributes = new Map<string, string>();
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (!ATTRIBUTE.test(lower) || value === null) continue;
    if (attributes.has(lower)) {
      return fault('invalid', lower, `The header ${quoted(lower)} came more than once. Send it once.`);
    }
    try {
      attributes.set(lower, UTF8.decode(value));
    } catch {
      return fault('undecodable-text', lower, `The header ${quoted(lower)} is not UTF-8. Send it in UTF-8.`);
    }
  }
  return attributes;
};

const withoutForm = (): IntakeFault =>
  fault(
    'missing',
    'content-type',
    'The message has neither the header content-type application/cloudevents+json (structured) nor ce_ headers ' +
      '(binary). Send a CloudEvent in one of these forms.',
  );

const tombstone = (): IntakeFault =>
  fault(
    'missing',
    'data',
    'The message has no value. Nothing is ever removed from the record: to take an event back, send a ' +
      'DealEventCorrected.',
  );

const tooLarge = (length: number, valueBytesMax: number): IntakeFault =>
  fault(
    'too-large',
    undefined,
    `The value has ${length} bytes, more than ${valueBytesMax}. Keep documents elsewhere and send a reference.`,
  );

const leftOut = (bytes: number): IntakeFault =>
  fault(
    'too-large',
    undefined,
    `The message has ${bytes} bytes once it is decompressed, or comes in a batch that has too many: it was not read, and ` +
      'still lies where it was published. Keep documents elsewhere and send a reference.',
  );

const otherFormat = (contentType: string): IntakeFault => {
  const remedy = 'send one event a message, as application/cloudevents+json or with ce_ headers';
  return fault('invalid', 'content-type', `content-type is ${quoted(contentType)}: ${remedy}.`);
};

const translate = (message: KafkaMessage, valueBytesMax: number): TranslatedItem | IntakeFault => {
  const { value } = message;
  if (message.leftOutBytes !== undefined) return leftOut(message.leftOutBytes);
  if (value === null) return tombstone();
  if (value.length > valueBytesMax) return tooLarge(value.length, valueBytesMax);
  const headers = readHeaders(message);
  if (!(headers instanceof Map)) return headers;
  const contentType = headers.get('content-type');
  if (contentType !== undefined && STRUCTURED.test(contentType)) return translateStructured(value)[0]!;
  if (contentType !== undefined && OTHER_FORMAT.test(contentType)) return otherFormat(contentType);
  if (![...headers.keys()].some((name) => name !== 'content-type')) return withoutForm();
  return translateBinary(Object.fromEntries(headers), value, KAFKA_HEADERS);
};

/**
 * One message of a topic → one fact or a refusal, in the CloudEvents Kafka binding: structured where its content-type
 * says so, else binary. A value beyond the limit is refused unread.
 */
export const translateKafkaMessage = (
  message: KafkaMessage,
  place: Place,
  valueBytesMax = Number.POSITIVE_INFINITY,
): TranslatedItem => {
  const raw = message.value ?? NOTHING;
  const translated = translate(message, valueBytesMax);
  return 'kind' in translated ? { ...translated, place, raw } : refusedItem(place, [translated], raw);
};
