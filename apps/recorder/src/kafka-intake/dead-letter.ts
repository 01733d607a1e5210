import type { DeadLetterHeaders, Fault } from '@gemba/intake';
import { type IncomingMessage, type OutgoingMessage, textHeader } from '@gemba/platform';

/** A message that was refused, and where it lay. */
export interface Refused {
  readonly topic: string;
  readonly partition: number;
  readonly message: IncomingMessage;
  /** At least one. */
  readonly faults: readonly Fault[];
}

/** Who refused it. */
export interface Judge {
  readonly groupId: string;
  /** Of Gemba. */
  readonly version: string;
}

/** Headers are bounded, so that a message that its own topic took can be taken by the larger dead-letter topic. */
const ERROR_MESSAGE_LENGTH_MAX = 2_000;

/** The last instant that a Date can say. */
const MAX_DATE_MS = 8.64e15;

/** Instants on the bus are those of the message itself: a redelivery makes the very same dead letter. */
const timesOf = ({ timestampMs }: IncomingMessage): Partial<DeadLetterHeaders> =>
  timestampMs === null
    ? {}
    : {
        'dlq-original-timestamp': String(timestampMs),
        'dlq-first-failed-at': new Date(Math.min(timestampMs, MAX_DATE_MS)).toISOString(),
      };

const headersOf = ({ topic, partition, message, faults }: Refused, judge: Judge): DeadLetterHeaders => ({
  'dlq-original-topic': topic,
  'dlq-original-partition': String(partition),
  'dlq-original-offset': message.offset,
  ...timesOf(message),
  'dlq-consumer-group': judge.groupId,
  'dlq-error-code': faults[0]!.code,
  'dlq-error-message': faults
    .map((fault) => fault.message)
    .join(' ')
    .slice(0, ERROR_MESSAGE_LENGTH_MAX)
    .toWellFormed(),
  // Translation is pure: what is refused once is refused always, so nobody tries twice.
  'dlq-attempts': '1',
  'dlq-app-version': judge.version,
  ...(message.leftOutBytes === undefined ? {} : { 'dlq-value-left-out-bytes': String(message.leftOutBytes) }),
});

const letterOf = (
  { partition, message: { key, value, headers } }: Refused,
  ours: DeadLetterHeaders,
): OutgoingMessage => ({
  ...{ key, value, partition },
  headers: [...headers, ...Object.entries(ours).map(([name, text]) => textHeader(name, text as string))],
});

/**
 * What goes to the dead-letter topic: key, value and headers as they came, and behind the headers what was wrong. Topic,
 * partition and offset tell a letter from the same one sent again.
 */
export const deadLetter = (refused: Refused, judge: Judge): OutgoingMessage =>
  letterOf(refused, headersOf(refused, judge));

/**
 * The same in its lesser forms, for a dead-letter topic that does not take it whole: without its value, then without its
 * key and headers too. Everything is in the quarantine.
 */
export const lesserLetters = (refused: Refused, judge: Judge): readonly OutgoingMessage[] => {
  const { message } = refused;
  const bytes = message.leftOutBytes ?? message.value?.length ?? 0;
  const ours = { ...headersOf(refused, judge), 'dlq-value-left-out-bytes': String(bytes) };
  const withoutValue = { ...message, value: null };
  return [
    letterOf({ ...refused, message: withoutValue }, ours),
    letterOf(
      { ...refused, message: { ...withoutValue, key: null, headers: [] } },
      { ...ours, 'dlq-headers-left-out': String(message.headers.length) },
    ),
  ];
};
