import { type DataSchema } from '@gemba/sales-process';

interface Reference {
  readonly $ref: string;
}

/** What a message has in common with others of its channel. */
export interface MessageTrait {
  readonly contentType: string;
  readonly headers: Reference | DataSchema;
  readonly bindings: { readonly kafka: { readonly key: DataSchema; readonly bindingVersion: string } };
  /** What the key is: the first of these that there is. A change moves what belongs together to other partitions. */
  readonly 'x-key': readonly string[];
}

export interface Message {
  /** The CloudEvents type, by which a message is told from others. */
  readonly name: string;
  readonly summary: string;
  readonly traits: readonly Reference[];
  readonly payload: Reference | DataSchema;
}

export interface Channel {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings: {
    readonly kafka: { readonly topic: string; readonly partitions: number; readonly bindingVersion: string };
  };
}

export interface Operation {
  /** receive: Gemba reads what others publish. send: others read what Gemba publishes. */
  readonly action: 'receive' | 'send';
  readonly summary: string;
  readonly channel: Reference;
}

/** As much of AsyncAPI 3 as Gemba says of itself. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly id: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly defaultContentType: string;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly messageTraits: Readonly<Record<string, MessageTrait>>;
    readonly schemas: Readonly<Record<string, DataSchema>>;
  };
}
