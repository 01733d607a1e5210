import { isPublicEventType, publicTypeName } from '@gemba/intake';
import { FINDING_KINDS } from '@gemba/read-models';
import { EVENT_TYPES } from '@gemba/sales-process';
import {
  type AsyncApiDocument,
  type Channel,
  type Message,
  type MessageTrait,
  type Operation,
} from './asyncapi-document';
import { publishedSchemas, type PublishedSchema } from './published-schemas';
import {
  type ChannelText,
  DEAD_LETTER_CHANNEL,
  FINDINGS_CHANNEL,
  PUBLISHED_CHANNEL,
  RECORDED_CHANNEL,
} from './channel-texts';
import { type Topics } from './topics';

const KAFKA_BINDING = '0.5.0';

type Messages = Readonly<Record<string, Message>>;

const reference = (path: string): { readonly $ref: string } => ({ $ref: `#/components/${path}` });

const messageOf = (trait: keyof Topics, { name, version, key, schema }: PublishedSchema): Message => ({
  name: publicTypeName(name, version),
  summary: schema.description ?? name,
  traits: [reference(`messageTraits/${trait}`)],
  payload: reference(`schemas/${key}`),
});

const messagesOf = (trait: keyof Topics, schemas: readonly PublishedSchema[]): Messages =>
  Object.fromEntries(schemas.map((schema) => [`${trait}.${schema.key}`, messageOf(trait, schema)]));

/** Any event in structured mode: its name is the media type, since the type stands in the value. */
const structuredMessage: Messages = {
  'published.PublishedEvent.v1': {
    name: 'application/cloudevents+json',
    summary: 'Any event of this channel in structured mode: the whole CloudEvent is the value.',
    traits: [reference('messageTraits/structured')],
    payload: reference('schemas/PublishedEvent.v1'),
  },
};

/** Whatever somebody published. */
const deadLetter: Messages = {
  'deadLetters.DeadLetter': {
    name: 'DeadLetter',
    summary: 'A message that could not be recorded, as it came, with what was wrong.',
    traits: [reference('messageTraits/deadLetters')],
    payload: { description: 'The value of the message, byte for byte; null where it had none, or it was left out.' },
  },
};

const traitOf = ({ headers, key, keyText }: ChannelText): MessageTrait => ({
  contentType: 'application/json',
  headers: reference(`schemas/${headers}.v1`),
  bindings: { kafka: { key: { type: 'string', description: keyText }, bindingVersion: KAFKA_BINDING } },
  'x-key': key,
});

const structuredTrait: MessageTrait = {
  ...traitOf(PUBLISHED_CHANNEL),
  contentType: 'application/cloudevents+json',
  headers: {
    type: 'object',
    properties: { 'content-type': { type: 'string', const: 'application/cloudevents+json' } },
    required: ['content-type'],
  },
};

const channelOf = (
  { topic, partitions }: Topics[keyof Topics],
  { title, description }: ChannelText,
  messages: Messages,
): Channel => ({
  address: topic,
  title,
  description,
  messages: Object.fromEntries(Object.keys(messages).map((key) => [key, reference(`messages/${key}`)])),
  bindings: { kafka: { topic, partitions, bindingVersion: KAFKA_BINDING } },
});

/** Whatever content type the message stated, or none. */
const deadLetterTrait: MessageTrait = { ...traitOf(DEAD_LETTER_CHANNEL), contentType: 'application/octet-stream' };

const INFO: AsyncApiDocument['info'] = {
  title: 'Gemba: messages',
  version: '1',
  description:
    'What sources publish to Gemba, what it cannot record, what it records, and what it concludes. A change that would break a publisher or ' +
    'a consumer is not made under these names: it gets a name, a version or a topic of its own.',
};

const operation = (action: Operation['action'], channel: keyof Topics, summary: string): Operation => ({
  action,
  summary,
  channel: { $ref: `#/channels/${channel}` },
});

const OPERATIONS: AsyncApiDocument['operations'] = {
  readPublished: operation('receive', 'published', 'Gemba records what sources publish'),
  publishDeadLetters: operation('send', 'deadLetters', 'Gemba sends on what it cannot record, with what was wrong'),
  publishRecorded: operation('send', 'recorded', 'Gemba publishes every event once it is recorded'),
  publishFindings: operation('send', 'findings', 'Gemba publishes what it concludes, and what it takes back'),
};

const TRAITS: AsyncApiDocument['components']['messageTraits'] = {
  published: traitOf(PUBLISHED_CHANNEL),
  structured: structuredTrait,
  deadLetters: deadLetterTrait,
  recorded: traitOf(RECORDED_CHANNEL),
  findings: traitOf(FINDINGS_CHANNEL),
};

const isEvent = new Set<string>(EVENT_TYPES);
const isPublic = new Set<string>(EVENT_TYPES.filter(isPublicEventType));
const isFinding = new Set<string>(FINDING_KINDS);

/**
 * Every message that Gemba reads or publishes, as an AsyncAPI 3 document: from the schemas that validate, for the topics
 * of this installation.
 */
export const describeMessages = (topics: Topics): AsyncApiDocument => {
  const schemas = publishedSchemas();
  const named = (names: ReadonlySet<string>): PublishedSchema[] => schemas.filter(({ name }) => names.has(name));
  const published = { ...messagesOf('published', named(isPublic)), ...structuredMessage };
  const recorded = messagesOf('recorded', named(isEvent));
  const findings = messagesOf('findings', named(isFinding));
  return {
    asyncapi: '3.0.0',
    id: 'urn:gemba:messages',
    info: INFO,
    defaultContentType: 'application/json',
    channels: {
      published: channelOf(topics.published, PUBLISHED_CHANNEL, published),
      deadLetters: channelOf(topics.deadLetters, DEAD_LETTER_CHANNEL, deadLetter),
      recorded: channelOf(topics.recorded, RECORDED_CHANNEL, recorded),
      findings: channelOf(topics.findings, FINDINGS_CHANNEL, findings),
    },
    operations: OPERATIONS,
    components: {
      messages: { ...published, ...deadLetter, ...recorded, ...findings },
      messageTraits: TRAITS,
      schemas: Object.fromEntries(schemas.map(({ key, schema }) => [key, schema])),
    },
  };
};
