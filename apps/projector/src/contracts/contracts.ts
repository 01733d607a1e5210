import { type AsyncApiDocument } from './asyncapi-document';
import { describeMessages } from './describe-messages';
import { publishedSchemas, type PublishedSchema } from './published-schemas';
import { type Topics } from './topics';

/** The contracts of this installation, ready to be served. */
export class Contracts {
  readonly messages: AsyncApiDocument;
  /** By path: `/schemas/DealOpened/v1`. */
  readonly schemas: ReadonlyMap<string, PublishedSchema>;

  constructor(topics: Topics) {
    this.messages = describeMessages(topics);
    this.schemas = new Map(publishedSchemas().map((one) => [`/schemas/${one.name}/v${one.version}`, one]));
  }
}
