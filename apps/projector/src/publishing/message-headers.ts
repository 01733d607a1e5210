/*
 * The headers of what goes out: CloudEvents 1.0 in Kafka's binary mode. The schemas that consumers read are generated
 * from here (`npm run generate`); a change that breaks them fails `npm run check:contracts`.
 */

interface CloudEventHeaders {
  readonly 'content-type': 'application/json';
  readonly ce_specversion: '1.0';
  /** Names the schema of the value.
   *  @format uri */
  readonly ce_dataschema: string;
  /** The key of the message. */
  readonly ce_partitionkey: string;
  /** Which record the position belongs to; another one after it was begun anew. */
  readonly ce_incarnation: string;
}

/** Headers of a recorded event. */
export interface RecordedHeaders extends CloudEventHeaders {
  /** `gemba.<EventType>.v<schema version>`, in the shape in which it was recorded. */
  readonly ce_type: string;
  /** Who published it; with `ce_id` the identity it came with. */
  readonly ce_source: string;
  /** The source's own id of the event. */
  readonly ce_id: string;
  /** When it happened.
   *  @format date-time */
  readonly ce_time: string;
  /** Its stream, such as deal-crm:4711. */
  readonly ce_subject: string;
  /** Place in the record, a whole number in decimal digits: later events have higher ones, not each number is used.
   *  @pattern ^\d+$ */
  readonly ce_position: string;
  /** Gemba's own id of the event, a UUID: the same however often the source sends it.
   *  @format uuid */
  readonly ce_eventid: string;
  /** Place in its stream, from 0, without gaps.
   *  @pattern ^\d+$ */
  readonly ce_streamversion: string;
  /** When it was recorded; never earlier than that of an event before it.
   *  @format date-time */
  readonly ce_recordedat: string;
  /** The deal it belongs to; absent where the record knew none, or several, when it was recorded. */
  readonly ce_dealid?: string;
  /** The source's own order.
   *  @pattern ^\d+$ */
  readonly ce_sequence?: string;
  /** Who did it. */
  readonly ce_actorid?: string;
  /** The team of who did it, then. */
  readonly ce_teamid?: string;
  readonly ce_correlationid?: string;
  readonly ce_causationid?: string;
  /** When it was keyed in at the source.
   *  @format date-time */
  readonly ce_enteredat?: string;
  /** day or unknown: how well the source knew when it happened; absent: to the instant. */
  readonly ce_timeprecision?: string;
}

/** Headers of a finding. */
export interface FindingHeaders extends CloudEventHeaders {
  /** `gemba.<Kind>.v1`, such as gemba.ShortcutDetected.v1 or gemba.ShortcutRetracted.v1. */
  readonly ce_type: string;
  /** The journal it stands in; another one after it was begun anew.
   *  @format uri */
  readonly ce_source: string;
  /** Place in the journal, a whole number in decimal digits: later findings have higher ones, not each number is used.
   *  @pattern ^\d+$ */
  readonly ce_id: string;
  /** When it was written into the journal.
   *  @format date-time */
  readonly ce_time: string;
  /** The deal it is about; the table's name where it is across deals. */
  readonly ce_subject: string;
  /** Everything up to this place in the record was known.
   *  @pattern ^\d+$ */
  readonly ce_position: string;
  /** About one deal: when the event at that position was recorded. Across deals: nothing that happened later counted.
   *  @format date-time */
  readonly ce_asof: string;
}

/** What a finding says, beside the detail of its kind. */
export interface FindingData {
  /** Names the conclusion: the same whenever and however often it is drawn, said anew or taken back.
   *  @format uuid */
  readonly conclusionId: string;
  /** The table whose rows conclude it. */
  readonly table: string;
  /** Whether it holds; false: it is taken back, and the detail is what was said last. */
  readonly holds: boolean;
}
