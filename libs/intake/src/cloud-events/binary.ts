import { type JsonObject } from '@gemba/event-sourcing';
import { fault, quoted } from '../envelope/fault-codes';
import { refusedItem, type TranslatedItem } from '../translation';
import { translateCloudEvent } from './cloud-event.translator';
import { readJson } from './json-body';

export type HeaderValue = string | Uint8Array | readonly (string | Uint8Array)[] | undefined;

/** How a transport writes CloudEvents attributes into its headers. */
export interface HeaderForm {
  readonly prefix: string;
  readonly decode: (value: string) => string;
}

const percentDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

export const HTTP_HEADERS: HeaderForm = { prefix: 'ce-', decode: percentDecoded };
export const KAFKA_HEADERS: HeaderForm = { prefix: 'ce_', decode: (value) => value };

const textOf = (value: HeaderValue): string | undefined => {
  const first = Array.isArray(value) ? (value[0] as string | Uint8Array | undefined) : (value as string | Uint8Array);
  return first === undefined || typeof first === 'string' ? first : Buffer.from(first).toString('utf8');
};

const isJson = (contentType: string): boolean => /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType);

const attributesOf = (headers: Readonly<Record<string, HeaderValue>>, form: HeaderForm): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = textOf(value);
    const lower = name.toLowerCase();
    if (text !== undefined && lower.startsWith(form.prefix)) {
      attributes[lower.slice(form.prefix.length)] = form.decode(text);
    }
  }
  return attributes;
};

/** A CloudEvent in binary mode: its attributes in the headers, its data as the body. */
export const translateBinary = (
  headers: Readonly<Record<string, HeaderValue>>,
  body: Uint8Array,
  form: HeaderForm,
): TranslatedItem => {
  const place = { index: 0 };
  const contentType = textOf(headers['content-type']) ?? 'application/json';
  if (!isJson(contentType)) {
    const message = `content-type is ${quoted(contentType)}: send the data as application/json.`;
    return refusedItem(place, [fault('invalid', 'content-type', message)], body);
  }
  const data = readJson(body, 'data');
  if ('fault' in data) return refusedItem(place, [data.fault], body);
  const { data: _data, data_base64: _base64, ...attributes } = attributesOf(headers, form);
  return translateCloudEvent({ ...attributes, data: data.value } as JsonObject, place, body);
};
