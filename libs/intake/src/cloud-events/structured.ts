import { byteLines } from '../byte-lines';
import { ROW_LENGTH_MAX } from '../envelope/bounds';
import { fault } from '../envelope/fault-codes';
import { type Place, refusedItem, type TranslatedItem } from '../translation';
import { translateCloudEvent } from './cloud-event.translator';
import { readJson, readJsonText } from './json-body';
import { elementTexts, silentLoss } from './json-text';

const translateBytes = (bytes: Uint8Array, place: Place): TranslatedItem => {
  const body = readJson(bytes);
  return 'fault' in body
    ? refusedItem(place, [body.fault], bytes)
    : translateCloudEvent(body.value, place, Buffer.from(bytes).toString('utf8'));
};

/** `application/cloudevents+json`: one event. */
export const translateStructured = (bytes: Uint8Array): TranslatedItem[] => [translateBytes(bytes, { index: 0 })];

/** `application/cloudevents-batch+json`: a JSON array of events. A broken one never stops its neighbours. */
export const translateBatch = (bytes: Uint8Array): TranslatedItem[] => {
  const body = readJsonText(bytes);
  if ('fault' in body) return [refusedItem({ index: 0 }, [body.fault], bytes)];
  if (!Array.isArray(body.value)) {
    const message = 'A batch is a JSON array of CloudEvents. Send an array, or a single event as structured content.';
    return [refusedItem({ index: 0 }, [fault('invalid', undefined, message)], bytes)];
  }
  const texts = elementTexts(body.text);
  return body.value.map((event, index) => {
    const raw = texts[index]!;
    const loss = silentLoss(raw);
    return loss === null ? translateCloudEvent(event, { index }, raw) : refusedItem({ index }, [loss], raw);
  });
};

/** `application/x-ndjson`: one event a line, blank lines left out; any length, one line in memory at a time. */
export async function* translateNdjson(
  chunks: AsyncIterable<Uint8Array>,
  lineLengthMax: number = ROW_LENGTH_MAX,
): AsyncGenerator<TranslatedItem> {
  let index = 0;
  for await (const { number, bytes } of byteLines(chunks, lineLengthMax)) {
    if (bytes !== null && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) continue;
    const place = { line: number, index: index++ };
    if (bytes !== null) yield translateBytes(bytes, place);
    else {
      const message = `The line is longer than ${lineLengthMax} bytes. Keep documents elsewhere and send a reference.`;
      yield refusedItem(place, [fault('too-large', undefined, message)], '');
    }
  }
}
