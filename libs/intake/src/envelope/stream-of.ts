import { type JsonObject } from '@gemba/event-sourcing';
import {
  type EventType,
  objectIdMember,
  parseStreamName,
  type StreamFamily,
  streamName,
} from '@gemba/sales-process/sales.events';
import { EVENT_SCHEMAS } from '@gemba/sales-process/sales.events.schema';
import { OBJECT_ID_LENGTH_MAX } from './bounds';
import { fault, type IntakeFault, quoted } from './fault-codes';

/** `<source>:<native id>`, both there. */
const OBJECT_ID = /^[^:\s][^:]*:./s;

export const isObjectId = (id: string): boolean => id.length <= OBJECT_ID_LENGTH_MAX && OBJECT_ID.test(id);

type Found = { readonly stream: string } | { readonly fault: IntakeFault };

const mismatch = (message: string): Found => ({ fault: fault('stream-mismatch', 'subject', message) });

const streamOfObject = (family: StreamFamily, data: JsonObject): string | null => {
  const id = data[objectIdMember(family)];
  return typeof id === 'string' ? streamName(family, id) : null;
};

const checkNamed = (type: EventType, data: JsonObject, stream: string): Found => {
  const families = EVENT_SCHEMAS[type].families;
  const parsed = parseStreamName(stream);
  if (parsed === null || !families.includes(parsed.family)) {
    return mismatch(`subject is ${quoted(stream)}: a ${type} stands in a stream named ${families.join('-… or ')}-….`);
  }
  if (!isObjectId(parsed.objectId)) {
    return mismatch(`subject is ${quoted(stream)}: after ${parsed.family}- it must read <source>:<native id>.`);
  }
  const named = streamOfObject(parsed.family, data);
  if (named === null || named === stream) return { stream };
  return mismatch(`subject is ${quoted(stream)}, but the data name ${quoted(named)}. Make them agree.`);
};

/**
 * The stream of an event: the one its source named, if it fits type and data; else the one that the data's own id
 * names. A type that may stand anywhere (an activity, a correction) goes to the deal it names.
 */
export const streamOf = (type: EventType, data: JsonObject, named: string | undefined): Found => {
  if (named !== undefined) return checkNamed(type, data, named);
  const [family] = EVENT_SCHEMAS[type].families;
  const stream = family === undefined ? null : streamOfObject(family, data);
  if (stream !== null) return { stream };
  return {
    fault: fault('missing', 'subject', `A ${type} whose data name no deal needs its stream as subject. Send it.`),
  };
};

/**
 * What a correction puts in the place of an event stands in that event's stream, so it must be able to: of the stream's
 * family, about the stream's own object. Null where it is, and where nothing is put there.
 */
export const replacementMisplaced = (stream: string, data: JsonObject): IntakeFault | null => {
  const replacement = data['replacement'] as { readonly type: EventType; readonly data: JsonObject } | null;
  if (replacement === null) return null;
  const found = checkNamed(replacement.type, replacement.data, stream);
  if ('stream' in found) return null;
  return { ...found.fault, field: 'data.replacement', message: `In the replacement: ${found.fault.message}` };
};
