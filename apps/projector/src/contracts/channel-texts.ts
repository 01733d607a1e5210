/** What people need to know of a channel. */
export interface ChannelText {
  readonly title: string;
  readonly description: string;
  /** Name of the schema of its headers. */
  readonly headers: string;
  /** What the key is: the first of these that there is. */
  readonly key: readonly string[];
  readonly keyText: string;
}

const paragraphs = (...all: readonly string[]): string => all.join('\n\n');

const TOLERANCE =
  'Let headers, members and message types pass that you do not know: more may come. Whatever this document promises ' +
  'stays: a member that is always there, a type, a list of values. A higher version of an event (the number at the ' +
  'end of `ce_type`) holds everything that the lower one promised.';

export const PUBLISHED_CHANNEL: ChannelText = {
  title: 'Events that sources publish',
  headers: 'PublishedHeaders',
  key: ['dealId', 'stream'],
  keyText: 'The deal that the event names; else its stream.',
  description: paragraphs(
    'CloudEvents 1.0, in binary mode (attributes in headers `ce_…`, the data as the value) or structured mode (the whole ' +
      'event as the value, content type application/cloudevents+json). The same events are taken over HTTP.',
    'Send the same event as often as you like: `source` and `id` are its identity, and it is recorded once. The same id ' +
      'with other content is put aside, as is what does not fit its schema; nothing is dropped.',
    'Members that a schema does not name are kept with the event. Every version of an event that is listed here is taken.',
  ),
};

export const DEAD_LETTER_CHANNEL: ChannelText = {
  title: 'Messages that could not be recorded',
  headers: 'DeadLetterHeaders',
  key: ['key of the message'],
  keyText: 'The key with which the message came, byte for byte; none where it had none.',
  description: paragraphs(
    'For whoever owns the source: what was published and could not be recorded, at least once, on the partition on which ' +
      'it lay. Key, value and headers are those of the message, byte for byte; behind its headers stand Gemba’s own ' +
      '(`dlq-…`) with what was wrong. The same is in the quarantine, where it waits for somebody to put it right; a ' +
      'source may as well publish a mended event.',
    'A repeat is told by `dlq-original-topic`, `dlq-original-partition` and `dlq-original-offset`. A topic that was made ' +
      'anew counts its offsets anew.',
    'A store or a broker that is out of reach makes no dead letters: messages wait until it is back.',
  ),
};

export const RECORDED_CHANNEL: ChannelText = {
  title: 'Events that are recorded',
  headers: 'RecordedHeaders',
  key: ['dealId of a deal stream', 'dealId in data', 'the only deal of the stream', 'stream'],
  keyText:
    'The deal that the event belongs to, as far as the record knew when it was recorded; its stream where it knew none, ' +
    'or several.',
  description: paragraphs(
    'Every event of the record, as it was recorded, at least once, and under each key in the order of the record.',
    'A repeat is told by its position: what is not above the highest `ce_position` that you have read under its key, in ' +
      'the same `ce_incarnation`, you have read before. A repeat has the same key as the first time.',
    'The key is the deal: a deal’s own stream is that of its deal; any other event is the deal’s that it names; one that ' +
      'names none is the deal’s that earlier events of its stream, or of a stream that it names, name. An event whose ' +
      'deal is not known yet goes out under the key of its stream, such as quote-crm:7, and stays there: only what comes ' +
      'after the event that names the deal goes out under the deal. An event of several deals, such as a conversation ' +
      'about two, goes out under its stream too. Deals that are merged keep their own keys: DealsMerged says which one ' +
      'goes on.',
    TOLERANCE,
  ),
};

export const FINDINGS_CHANNEL: ChannelText = {
  title: 'What Gemba concludes, and takes back',
  headers: 'FindingHeaders',
  key: ['subject'],
  keyText: 'The deal that the finding is about; the name of its table where it is about many deals.',
  description: paragraphs(
    'Shortcuts, drifts and signals as they are written into the journal, at least once, and under each key in the order ' +
      'of the journal. A finding is a message when it is first drawn, again when it says something else, and again when ' +
      'it is taken back (`holds` is false): the last message of a `conclusionId` is what Gemba believes.',
    'A repeat is told by `ce_id`, a number that rises: what is not above the highest that you have read under its key, ' +
      'from the same `ce_source`, you have read before. `ce_position` and `ce_asof` say what was known.',
    TOLERANCE,
  ),
};
