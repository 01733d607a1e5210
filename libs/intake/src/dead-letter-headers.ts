/**
 * What a dead letter says behind the headers that its message came with. The schema that consumers read is generated from
 * here (`npm run generate`); a change that breaks them fails `npm run check:contracts`. Where a message brought headers of
 * these names, Gemba's are the last of their name.
 */
export interface DeadLetterHeaders {
  /** Topic on which the message lay; with partition and offset it tells a letter from the same one sent again. */
  readonly 'dlq-original-topic': string;
  /** @pattern ^\d+$ */
  readonly 'dlq-original-partition': string;
  /** @pattern ^\d+$ */
  readonly 'dlq-original-offset': string;
  /** Time of the message in milliseconds since 1970, where it has one.
   *  @pattern ^\d+$ */
  readonly 'dlq-original-timestamp'?: string;
  /** The same time: a letter that is sent again is the very same.
   *  @format date-time */
  readonly 'dlq-first-failed-at'?: string;
  /** Consumer group that refused it. */
  readonly 'dlq-consumer-group': string;
  /** Code of the first fault, as in the quarantine: not-json, missing, invalid, unknown-type, too-large, id-reused… */
  readonly 'dlq-error-code': string;
  /** All faults in sentences, with their remedies; at most 2,000 characters. */
  readonly 'dlq-error-message': string;
  /** @pattern ^\d+$ */
  readonly 'dlq-attempts': string;
  /** Version of the Gemba that refused it. */
  readonly 'dlq-app-version': string;
  /** Bytes of what was too large to be sent on: the letter has no value. It is in the quarantine, or where it lay.
   *  @pattern ^\d+$ */
  readonly 'dlq-value-left-out-bytes'?: string;
  /** How many headers were too large to be sent on: the letter has neither them nor its key. They are in the quarantine.
   *  @pattern ^\d+$ */
  readonly 'dlq-headers-left-out'?: string;
}
