import type { Fault } from '@gemba/intake';
import { type IncomingMessage, type MessageHeader, type OutgoingMessage, textHeader } from '@gemba/platform';

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
const timeHeaders = ({ timestampMs }: IncomingMessage): MessageHeader[] =>
  timestampMs === null
    ? []
    : [
        textHeader('dlq-original-timestamp', String(timestampMs)),
        textHeader('dlq-first-failed-at', new Date(Math.min(timestampMs, MAX_DATE_MS)).toISOString()),
      ];

const leftOutHeaders = (bytes: number | undefined): MessageHeader[] =>
  bytes === undefined ? [] : [textHeader('dlq-value-left-out-bytes', String(bytes))];

/**
 * What goes to the dead-letter topic: key, value and headers as they came, and behind the headers what was wrong. Topic,
 * partition and offset tell a letter from the same one sent again.
 */
export const deadLetter = (
  { topic, partition, message, faults }: Refused,
  { groupId, version }: Judge,
): OutgoingMessage => {
  const sentences = faults.map((fault) => fault.message).join(' ');
  return {
    key: message.key,
    value: message.value,
    partition,
    headers: [
      ...message.headers,
      textHeader('dlq-original-topic', topic),
      textHeader('dlq-original-partition', String(partition)),
      textHeader('dlq-original-offset', message.offset),
      ...timeHeaders(message),
      textHeader('dlq-consumer-group', groupId),
      textHeader('dlq-error-code', faults[0]!.code),
      textHeader('dlq-error-message', sentences.slice(0, ERROR_MESSAGE_LENGTH_MAX).toWellFormed()),
      // Translation is pure: what is refused once is refused always, so nobody tries twice.
      textHeader('dlq-attempts', '1'),
      textHeader('dlq-app-version', version),
      ...leftOutHeaders(message.leftOutBytes),
    ],
  };
};

/**
 * The same in its lesser forms, for a dead-letter topic that does not take it whole: without its value, then without its
 * key and headers too. Everything is in the quarantine.
 */
export const lesserLetters = (refused: Refused, judge: Judge): readonly OutgoingMessage[] => {
  const { value, headers, leftOutBytes } = refused.message;
  const bare = { ...refused, message: { ...refused.message, key: null, headers: [] } };
  const leftOut = leftOutBytes === undefined ? leftOutHeaders(value?.length ?? 0) : [];
  const withoutValue = (letter: OutgoingMessage, ...left: MessageHeader[]): OutgoingMessage => ({
    ...letter,
    value: null,
    headers: [...letter.headers, ...leftOut, ...left],
  });
  return [
    withoutValue(deadLetter(refused, judge)),
    withoutValue(deadLetter(bare, judge), textHeader('dlq-headers-left-out', String(headers.length))),
  ];
};
