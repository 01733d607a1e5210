import { canonicalInstant, isUuid, type Json, type JsonObject } from '@gemba/event-sourcing';
import { type EventType } from '@gemba/sales-process/sales.events';
import { EVENT_SCHEMAS, isEventType } from '@gemba/sales-process/sales.events.schema';
import { schemaFaults } from './data-schema';
import { fault, type IntakeFault, quoted } from './fault-codes';
import { isPublicEventType } from './public-types';
import { isObjectId } from './stream-of';
import { isTimeZone } from './time-zone';

type Check = (value: string, field: string) => IntakeFault | null;

const objectId: Check = (value, field) =>
  isObjectId(value)
    ? null
    : fault('invalid', field, `${field} is ${quoted(value)}: ids read <source>:<native id>, such as crm:4711.`);

const currency: Check = (value, field) =>
  /^[A-Z]{3}$/.test(value)
    ? null
    : fault('invalid', field, `${field} is ${quoted(value)}: send the three letters of ISO 4217, such as EUR.`);

const timeZone: Check = (value, field) =>
  isTimeZone(value)
    ? null
    : fault('invalid', field, `${field} is ${quoted(value)}, no IANA time zone. Send one such as Europe/Berlin.`);

const eventId: Check = (value, field) =>
  isUuid(value) ? null : fault('invalid', field, `${field} is ${quoted(value)}: send the lower-case UUID of an event.`);

/** Members that mean the same in every event, and what a schema cannot say of them. */
const CHECKS: Readonly<Record<string, Check>> = {
  dealId: objectId,
  quoteId: objectId,
  conversationId: objectId,
  handoverId: objectId,
  processId: objectId,
  organisationId: objectId,
  survivorId: objectId,
  childDealId: objectId,
  currency,
  customerTz: timeZone,
  tz: timeZone,
  correctsEventId: eventId,
};

type Replacement = { readonly type: string; readonly data: JsonObject; readonly occurredAt?: string };

/** What a correction puts in the place of an event must itself be an event that could have been recorded. */
const replacementFaults = (replacement: Replacement): IntakeFault[] => {
  const { type, data, occurredAt } = replacement;
  const at = 'data.replacement';
  if (!isEventType(type)) {
    return [fault('unknown-type', `${at}.type`, `${at}.type is ${quoted(type)}, which Gemba does not know.`)];
  }
  if (type === 'DealEventCorrected' || !isPublicEventType(type)) {
    const message = `${at}.type is ${type}, which no correction can put there. Send the event that should have been.`;
    return [fault('type-not-public', `${at}.type`, message)];
  }
  const faults = [...schemaFaults(EVENT_SCHEMAS[type].data, data), ...meaningFaults(type, data)].map((found) => ({
    ...found,
    field: `${at}.${found.field ?? 'data'}`,
    message: `In the replacement: ${found.message}`,
  }));
  if (occurredAt !== undefined && canonicalInstant(occurredAt) !== occurredAt) {
    const remedy = 'Send UTC with six decimals, such as 2026-09-02T10:12:13.000000Z';
    faults.push(
      fault(
        'invalid',
        `${at}.occurredAt`,
        `${at}.occurredAt is ${quoted(occurredAt)}. ${remedy}.`,
      ) as (typeof faults)[0],
    );
  }
  return faults;
};

const selfMergeFault = (data: JsonObject): IntakeFault | null =>
  data['dealId'] === data['survivorId']
    ? fault('invalid', 'data.survivorId', 'data.survivorId is the deal itself. Name the deal that goes on for both.')
    : null;

/** What is wrong with data that fit their schema: ids, currencies, zones, replacements that cannot mean anything. */
export const meaningFaults = (type: EventType, data: JsonObject): readonly IntakeFault[] => {
  const faults: IntakeFault[] = [];
  for (const name in data) {
    const check = CHECKS[name];
    const value: Json | undefined = data[name];
    const found = check !== undefined && typeof value === 'string' ? check(value, `data.${name}`) : null;
    if (found !== null) faults.push(found);
  }
  if (type === 'DealEventCorrected' && data['replacement'] !== null) {
    faults.push(...replacementFaults(data['replacement'] as unknown as Replacement));
  }
  const selfMerge = type === 'DealsMerged' ? selfMergeFault(data) : null;
  return selfMerge === null ? faults : [...faults, selfMerge];
};
