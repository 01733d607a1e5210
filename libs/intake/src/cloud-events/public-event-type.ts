import { type EventType } from '@gemba/sales-process/sales.events';
import { isEventType } from '@gemba/sales-process/sales.events.schema';
import { schemaOf, schemaVersionOf, type Shapes } from '@gemba/sales-process/sales.events.upcast';
import { fault, type IntakeFault, quoted } from '../envelope/fault-codes';
import { isPublicEventType } from '../envelope/public-types';
import { parsePublicTypeName, publicTypeName } from './event-type-name';

type Found = { readonly type: EventType; readonly schemaVersion: number } | { readonly fault: IntakeFault };

/**
 * A CloudEvents `type` → our type and schema version, or why it is none that a message may bring. Older shapes are taken
 * as long as they are read: whoever publishes them need not change on the day we do.
 */
export const publicEventType = (name: string, shapes: Shapes = { schemaOf, schemaVersionOf }): Found => {
  const parsed = parsePublicTypeName(name);
  if (parsed === null) {
    const message = `type is ${quoted(name)}: it must read gemba.<EventType>.v<number>, such as gemba.DealOpened.v1.`;
    return { fault: fault('unknown-type', 'type', message) };
  }
  const { type, schemaVersion } = parsed;
  if (!isEventType(type)) {
    const message = `type is ${quoted(name)}: Gemba knows no ${type}. The schemas it publishes list all types.`;
    return { fault: fault('unknown-type', 'type', message) };
  }
  if (!isPublicEventType(type)) {
    const message = `type is ${quoted(name)}: only Gemba's own commands record a ${type}. Send the command instead.`;
    return { fault: fault('type-not-public', 'type', message) };
  }
  if (shapes.schemaOf(type, schemaVersion) !== null) return { type, schemaVersion };
  const today = publicTypeName(type, shapes.schemaVersionOf(type));
  const message = `type is ${quoted(name)}: this shape is not read. Send ${today}.`;
  return { fault: fault('unknown-type', 'type', message) };
};
