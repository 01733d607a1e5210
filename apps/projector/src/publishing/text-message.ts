import { type OutgoingMessage, textHeader } from '@gemba/platform';

/** A message of text: a header whose text is undefined is left out. */
export const textMessage = (key: string, headers: object, value: unknown): OutgoingMessage => ({
  key: Buffer.from(key),
  value: Buffer.from(JSON.stringify(value)),
  headers: Object.entries(headers as Readonly<Record<string, string | undefined>>).flatMap(([name, text]) =>
    text === undefined ? [] : [textHeader(name, text)],
  ),
});
