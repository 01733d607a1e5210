import { type Json, type JsonObject } from '@gemba/event-sourcing';
import { type DataSchema } from '@gemba/sales-process/sales.events.schema';
import schemas from './finding-schemas.generated.json';
import { type FindingKind } from './findings';

/** What is known of a kind of finding beside its TypeScript type. */
export interface FindingDescription {
  /** Its one line of meaning. */
  readonly doc: string;
  /** JSON Schema of what it says, self-contained. Members may be added to it. */
  readonly detail: DataSchema;
  /** Such findings as they go out, the fullest first: the kind's golden findings. */
  readonly examples: readonly { readonly detail: JsonObject; readonly [member: string]: Json | undefined }[];
}

/**
 * Every kind of finding with its description, generated from the TypeScript types (`npm run generate`). A kind that was
 * added without generating anew does not compile here.
 */
export const FINDING_SCHEMAS = schemas satisfies Record<FindingKind, object> as unknown as Readonly<
  Record<FindingKind, FindingDescription>
>;

export const FINDING_KINDS = Object.keys(FINDING_SCHEMAS) as readonly FindingKind[];
