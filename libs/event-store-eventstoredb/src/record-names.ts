const RECORD_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * What the streams of one record are called on the server. `deal-crm:1` of the record `gemba` is `gemba.deal-crm:1`
 * there: the beginning tells our streams from the server's own and from those of others, the server can filter by it,
 * several records can share a server, and the server's category (up to the first hyphen) is still the stream's family.
 */
export class RecordNames {
  /** What the names of the record's streams begin with, and no other's. */
  readonly prefix: string;
  /** Holds the record's id. Like `timeline` it is no stream of the record. */
  readonly incarnation: string;
  /** Holds what is known of the times of the record. */
  readonly timeline: string;

  /** Throws for a name that could be the beginning of another record's. */
  constructor(record: string) {
    if (!RECORD_NAME.test(record))
      throw new Error(`The record's name is ${JSON.stringify(record)}: give it lower-case letters, digits and _ only.`);
    this.prefix = `${record}.`;
    this.incarnation = `${record}!incarnation`;
    this.timeline = `${record}!timeline`;
  }

  onServer(stream: string): string {
    return this.prefix + stream;
  }

  inRecord(nameOnServer: string): string {
    return nameOnServer.slice(this.prefix.length);
  }
}
