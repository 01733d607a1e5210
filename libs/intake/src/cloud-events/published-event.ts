import { type DataSchema } from '@gemba/sales-process/sales.events.schema';
import schema from './published-event.generated.json';

/**
 * An event as its source publishes it: CloudEvents 1.0, structured mode. In binary mode each attribute but `data` and
 * `datacontenttype` is a header `ce_<attribute>`, over HTTP `ce-<attribute>`, and `data` is the body.
 */
export interface PublishedEvent {
  readonly specversion: '1.0';
  /** `gemba.<EventType>.v<schema version>`, such as gemba.DealOpened.v1.
   *  @pattern ^gemba\.[A-Za-z]+\.v[1-9]\d{0,5}$ */
  readonly type: string;
  /** Who publishes it; with `id` the identity of the event.
   *  @pattern ^[\x21-\x7e]+$
   *  @maxLength 512 */
  readonly source: string;
  /** The source's own id of the event. The same event again must bring the same id.
   *  @minLength 1
   *  @maxLength 512 */
  readonly id: string;
  /** When it happened, with an offset.
   *  @format date-time */
  readonly time: string;
  /** The stream, such as deal-crm:4711. May be left out where the data name its object.
   *  @minLength 1 */
  readonly subject?: string | null;
  /** The source's own order of its events: a whole number that is not negative, in decimal digits. */
  readonly sequence?: SequenceText | SequenceNumber | null;
  /** Who did it.
   *  @minLength 1
   *  @maxLength 512 */
  readonly actorid?: string | null;
  /** The team of who did it, then.
   *  @minLength 1
   *  @maxLength 512 */
  readonly teamid?: string | null;
  /** @minLength 1
   *  @maxLength 512 */
  readonly correlationid?: string | null;
  /** @minLength 1
   *  @maxLength 512 */
  readonly causationid?: string | null;
  /** When it was keyed in at the source, with an offset.
   *  @format date-time */
  readonly enteredat?: string | null;
  /** How well the source knew when it happened; left out: to the instant. */
  readonly timeprecision?: 'day' | 'unknown' | null;
  readonly datacontenttype?: string | null;
  /** Its schema is that of `type`. Members that the schema does not name are kept. */
  readonly data: { readonly [member: string]: unknown };
}

/** @pattern ^\d{1,100}$ */
type SequenceText = string;

/** @asType integer
 *  @minimum 0
 *  @maximum 9007199254740991 */
type SequenceNumber = number;

/** JSON Schema of `PublishedEvent`, generated from it (`npm run generate`). Attributes that it does not name may be there. */
export const PUBLISHED_EVENT_SCHEMA: DataSchema = schema;
