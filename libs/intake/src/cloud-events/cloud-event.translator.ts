import { canonicalInstant, type EventMetadata, type JsonObject, type TimePrecision } from '@gemba/event-sourcing';
import { checkFact, type FactDraft } from '../envelope/fact';
import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import { factsItem, type Place, refusedItem, type TranslatedItem } from '../translation';
import { publicEventType } from './public-event-type';

/** Reads members of one CloudEvent and gathers what is wrong with them. */
class MemberReader {
  readonly faults: IntakeFault[] = [];

  constructor(private readonly event: JsonObject) {}

  private refuse(code: IntakeFault['code'], name: string, message: string): undefined {
    this.faults.push(fault(code, name, message));
    return undefined;
  }

  optionalText(name: string): string | undefined {
    const value = this.event[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    return this.refuse('invalid', name, `${name} is ${quoted(value)}: send text, or leave it out.`);
  }

  text(name: string): string {
    const value = this.event[name];
    if (typeof value === 'string' && value !== '') return value;
    const message =
      value === undefined
        ? `${name} is missing. Send it.`
        : `${name} is ${quoted(value)}: send a text that is not empty.`;
    this.refuse(value === undefined ? 'missing' : 'invalid', name, message);
    return '';
  }

  optionalInstant(name: string): string | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    const remedy = 'send RFC 3339 with an offset, such as 2026-09-02T12:12:13+02:00';
    return canonicalInstant(text) ?? this.refuse('invalid', name, `${name} is ${quoted(text)}: ${remedy}.`);
  }

  instant(name: string): string {
    const value = this.event[name];
    if (value !== undefined && value !== null) return this.optionalInstant(name) ?? '';
    this.refuse('missing', name, `${name} is missing: it says when it happened. Send RFC 3339 with an offset.`);
    return '';
  }

  /** A non-negative integer in digits, or a whole JSON number; without leading zeros, as the record compares it. */
  sequence(name: string): string | undefined {
    const value = this.event[name];
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : this.optionalText(name);
    if (text === undefined) return undefined;
    if (/^\d{1,100}$/.test(text)) return text.replace(/^0+(?=\d)/, '');
    return this.refuse('invalid', name, `${name} is ${quoted(text)}: send a non-negative integer in decimal digits.`);
  }

  precision(name: string): TimePrecision | undefined {
    const text = this.optionalText(name);
    if (text === undefined || text === 'day' || text === 'unknown') return text;
    return this.refuse('invalid', name, `${name} is ${quoted(text)}: send day, unknown, or leave it out.`);
  }

  data(): JsonObject {
    const { data, data_base64: base64 } = this.event;
    if (base64 !== undefined) this.refuse('invalid', 'data_base64', 'data_base64 is not read. Send data as JSON.');
    else if (data === undefined) this.refuse('missing', 'data', 'data is missing. Send a JSON object.');
    else if (data === null || typeof data !== 'object' || Array.isArray(data)) {
      this.refuse('invalid', 'data', `data is ${quoted(data)}: send a JSON object.`);
    } else return data as JsonObject;
    return {};
  }

  specification(): void {
    const version = this.event['specversion'];
    if (version === '1.0') return;
    this.refuse('invalid', 'specversion', `specversion is ${quoted(version)}: send "1.0".`);
  }
}

/** Attributes that stand elsewhere in the record, or speak of the message's form alone. */
const READ_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['specversion', 'type', 'source', 'id', 'time', 'subject', 'datacontenttype', 'data', 'data_base64'],
  ...['sequence', 'actorid', 'teamid', 'correlationid', 'causationid', 'enteredat', 'timeprecision'],
]);

/** Attributes that nothing here reads: kept, as members are that a type does not know. Null means absent in CloudEvents. */
const extensionsOf = (event: JsonObject): JsonObject | undefined => {
  const unread = Object.entries(event).filter(([name, value]) => !READ_ATTRIBUTES.has(name) && value !== null);
  return unread.length === 0 ? undefined : Object.fromEntries(unread);
};

const present = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

const readMetadata = (reader: MemberReader, schemaVersion: number, extensions: JsonObject | undefined): EventMetadata =>
  present({
    schemaVersion,
    occurredAt: reader.instant('time'),
    timePrecision: reader.precision('timeprecision'),
    source: reader.text('source'),
    sourceEventId: reader.text('id'),
    sourceSequence: reader.sequence('sequence'),
    actorId: reader.optionalText('actorid'),
    teamId: reader.optionalText('teamid'),
    correlationId: reader.optionalText('correlationid'),
    causationId: reader.optionalText('causationid'),
    enteredAt: reader.optionalInstant('enteredat'),
    extensions,
  } as EventMetadata);

const readDraft = (event: JsonObject): FactDraft | { readonly faults: readonly IntakeFault[] } => {
  const reader = new MemberReader(event);
  reader.specification();
  const name = reader.text('type');
  const named = name === '' ? null : publicEventType(name);
  if (named !== null && 'fault' in named) reader.faults.push(named.fault);
  const known = named === null || 'fault' in named ? { type: '', schemaVersion: 1 } : named;
  const metadata = readMetadata(reader, known.schemaVersion, extensionsOf(event));
  const draft = { type: known.type, data: reader.data(), metadata, stream: reader.optionalText('subject') };
  return reader.faults.length > 0 ? { faults: reader.faults } : draft;
};

/** The names under which the envelope's parts travel as CloudEvents attributes. */
const PUBLIC_NAMES: Readonly<Record<string, string>> = {
  sourceEventId: 'id',
  actorId: 'actorid',
  teamId: 'teamid',
  correlationId: 'correlationid',
  causationId: 'causationid',
};

const inPublicWords = (found: IntakeFault): IntakeFault => {
  const name = found.field === undefined ? undefined : PUBLIC_NAMES[found.field];
  if (name === undefined) return found;
  return { ...found, field: name, message: found.message.replace(found.field!, name) };
};

/**
 * One CloudEvent in its JSON form → one fact, or a refusal that lists its faults. `raw` is what came, and what goes to
 * quarantine.
 *
 * | attribute | becomes |
 * |---|---|
 * | `type` (`gemba.DealOpened.v1`) | type and schema version |
 * | `source`, `id` | source, sourceEventId: together the event's identity |
 * | `time` | occurredAt; an offset is required |
 * | `subject` | the stream; may be left out where the data name its object |
 * | `sequence`, `actorid`, `teamid`, `correlationid`, `causationid`, `enteredat`, `timeprecision` | the rest of the envelope |
 * | any other attribute (`traceparent`) | one of the envelope's `extensions` |
 * | `data` | the event's data, unknown members kept |
 */
export const translateCloudEvent = (event: unknown, place: Place, raw: string | Uint8Array): TranslatedItem => {
  if (event === null || typeof event !== 'object' || Array.isArray(event)) {
    const message = `The event is ${quoted(event)}: send a JSON object in the CloudEvents 1.0 format.`;
    return refusedItem(place, [fault('invalid', undefined, message)], raw);
  }
  const draft = readDraft(event as JsonObject);
  if ('faults' in draft) return refusedItem(place, draft.faults, raw);
  const checked = checkFact(draft);
  if ('faults' in checked) return refusedItem(place, checked.faults.map(inPublicWords), raw);
  const { stream, event: fact } = checked.fact;
  return factsItem(place, [{ stream, expected: 'any', events: [fact] }], raw);
};
