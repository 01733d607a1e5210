import { type JsonSchema } from './json-schema';

/** As much of an AsyncAPI 3 document as is compared. */
export interface AsyncApi {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly messageTraits?: Readonly<Record<string, Trait>>;
    readonly schemas?: Readonly<Record<string, JsonSchema>>;
  };
}

interface Reference {
  readonly $ref: string;
}

interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings?: { readonly kafka?: { readonly partitions?: number } };
}

interface Operation {
  readonly action: string;
  readonly channel: Reference;
}

interface Trait {
  readonly contentType?: string;
  readonly headers?: Reference | JsonSchema;
  readonly 'x-key'?: readonly string[];
}

interface Message extends Trait {
  readonly name: string;
  readonly traits?: readonly Reference[];
  readonly payload: Reference | JsonSchema;
}

/** Who relies on it: publishers send what Gemba reads, consumers read what Gemba sends. */
export type Side = 'publishers' | 'consumers';

export interface MessageContract {
  /** The CloudEvents type; the media type where that tells messages apart. */
  readonly name: string;
  /** The event or kind without its version: `DealOpened` of `gemba.DealOpened.v1`. */
  readonly event: string;
  readonly version: number;
  readonly contentType: string;
  readonly key: readonly string[];
  readonly headers: JsonSchema;
  readonly data: JsonSchema;
}

export interface ChannelContract {
  readonly channel: string;
  readonly side: Side;
  readonly topic: string;
  readonly partitions: number | null;
  readonly messages: ReadonlyMap<string, MessageContract>;
}

const VERSIONED = /^gemba\.(\w+)\.v(\d+)$/;

/** What the document says there, references followed. */
const look = <T>(document: AsyncApi, given: T | Reference): T => {
  if (given === null || typeof given !== 'object' || !('$ref' in given)) return given as T;
  const steps = given.$ref.replace('#/', '').split('/');
  const found = steps.reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], document);
  if (found === undefined) throw new Error(`${given.$ref} leads nowhere in the AsyncAPI document.`);
  return look(document, found as T | Reference);
};

const contractOf = (document: AsyncApi, reference: Reference): MessageContract => {
  const message = look<Message>(document, reference);
  const traits = (message.traits ?? []).map((trait) => look<Trait>(document, trait));
  const whole: Message = Object.assign({}, ...traits, message);
  const parts = VERSIONED.exec(message.name);
  return {
    name: message.name,
    event: parts?.[1] ?? message.name,
    version: Number(parts?.[2] ?? 1),
    contentType: whole.contentType ?? 'application/json',
    key: whole['x-key'] ?? [],
    headers: look<JsonSchema>(document, whole.headers ?? {}),
    data: look<JsonSchema>(document, whole.payload),
  };
};

const sideOf = (document: AsyncApi, channel: string): Side => {
  const actions = Object.values(document.operations)
    .filter((operation) => operation.channel.$ref === `#/channels/${channel}`)
    .map(({ action }) => action);
  if (actions.length === 1) return actions[0] === 'receive' ? 'publishers' : 'consumers';
  throw new Error(`The channel ${channel} must have one operation, and has ${actions.length}.`);
};

/** A document as what publishers and consumers rely on, channel by channel. */
export const messageContracts = (document: AsyncApi): ReadonlyMap<string, ChannelContract> =>
  new Map(
    Object.entries(document.channels).map(([channel, { address, messages, bindings }]) => {
      const contracts = Object.values(messages).map((reference) => contractOf(document, reference));
      return [
        channel,
        {
          channel,
          side: sideOf(document, channel),
          topic: address,
          partitions: bindings?.kafka?.partitions ?? null,
          messages: new Map(contracts.map((contract) => [contract.name, contract])),
        },
      ];
    }),
  );
