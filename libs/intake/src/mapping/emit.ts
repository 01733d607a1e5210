import { canonicalInstant, type EventMetadata, type Json, type TimePrecision } from '@gemba/event-sourcing';
import { type EventType } from '@gemba/sales-process/sales.events';
import { EVENT_SCHEMAS, isEventType } from '@gemba/sales-process/sales.events.schema';
import { schemaVersionOf } from '@gemba/sales-process/sales.events.upcast';
import { isPublicEventType } from '../cloud-events/public-event-type';
import { type FactDraft } from '../envelope/fact';
import { refuse } from '../envelope/fault-codes';
import { type Emit, type EmitTime, type TimeRule } from './mapping-file';
import { type ReadText } from './reference';
import { type RowContext } from './source-row';
import { objectMaker, textMaker, textReader, type ValueTools } from './value-rule';

/** One event a row becomes, before it is checked; without its id. */
export type MakeDraft = (context: RowContext, id: string, sequence: string) => FactDraft;

/** What all emits of one mapping share. */
export interface EmitTools extends ValueTools {
  readonly source: string;
  readonly time: TimeRule;
  readonly actor: ReadText;
  readonly team: ReadText;
  readonly activity: (context: RowContext) => { [name: string]: Json };
}

interface When {
  readonly occurredAt: string;
  readonly timePrecision?: TimePrecision | undefined;
}

const assumedOf = (assume: string | undefined, path: string, tools: ValueTools): string | undefined => {
  if (assume === undefined) return undefined;
  const instant = canonicalInstant(assume);
  if (instant === null) tools.problems.add(`${path}.assume`, assume, 'write RFC 3339 with an offset');
  return instant ?? undefined;
};

/** When a row or one of its events happened; absent when the column is empty and nothing may be assumed. */
export const whenReader = (rule: EmitTime, path: string, tools: ValueTools): ((context: RowContext) => When | null) => {
  const { column, assume } = rule;
  const assumed = assumedOf(assume, path, tools);
  const read: ReadText = column === undefined ? () => undefined : tools.readerOf(column);
  return (context) => {
    const text = read(context);
    if (text !== undefined && column !== undefined) {
      const { instant, precision } = tools.readTime(text, column);
      return { occurredAt: instant, timePrecision: precision };
    }
    return assumed === undefined ? null : { occurredAt: assumed, timePrecision: 'unknown' };
  };
};

const emitTimeOf = ({ at }: Emit, time: TimeRule): EmitTime =>
  typeof at === 'string' ? { column: at } : (at ?? { ...time });

const timeMissing = (column: string | undefined): never =>
  refuse(
    'missing',
    column ?? 'time',
    `${column ?? 'time'} is empty, and the mapping assumes nothing in its place. Fill it, or state time.assume.`,
  );

const metadataOf = (when: When, known: Omit<EventMetadata, 'occurredAt' | 'timePrecision'>): EventMetadata =>
  when.timePrecision === undefined
    ? { ...known, occurredAt: when.occurredAt }
    : { ...known, occurredAt: when.occurredAt, timePrecision: when.timePrecision };

const isKnown = (event: string, path: string, tools: ValueTools): event is EventType => {
  if (!isEventType(event)) tools.problems.add(`${path}.event`, event, 'name an event type that Gemba knows');
  else if (!isPublicEventType(event)) tools.problems.add(`${path}.event`, event, "only Gemba's own commands record it");
  else return true;
  return false;
};

/** An emit as a function from row to draft. What is wrong with it is noted under its path. */
export const emitMaker = (emit: Emit, path: string, tools: EmitTools): MakeDraft => {
  const { event, data = {} } = emit;
  const known = isKnown(event, path, tools);
  const mayNameDeal = known && EVENT_SCHEMAS[event].data.properties?.['dealId'] !== undefined;
  const namesDeal = mayNameDeal && data['dealId'] === undefined;
  const makeData = objectMaker(data, `${path}.data`, tools);
  const time = emitTimeOf(emit, tools.time);
  const readWhen = whenReader(time, `${path}.at`, tools);
  const actor = emit.actor === undefined ? tools.actor : textMaker(emit.actor, `${path}.actor`, tools);
  const team = emit.team === undefined ? tools.team : textMaker(emit.team, `${path}.team`, tools);
  const stream = emit.stream === undefined ? null : textReader(emit.stream, `${path}.stream`, tools);
  const schemaVersion = schemaVersionOf(event);
  const { source } = tools;
  const isActivity = event === 'ActivityRecorded';

  return (context, id, sequence) => {
    const when = readWhen(context) ?? timeMissing(time.column);
    const made = isActivity ? { ...tools.activity(context), ...makeData(context) } : makeData(context);
    if (namesDeal) made['dealId'] = `${source}:${context.caseId}`;
    const actorId = actor(context);
    const teamId = team(context);
    const metadata = metadataOf(when, {
      schemaVersion,
      source,
      sourceEventId: id,
      sourceSequence: sequence,
      ...(actorId === undefined ? null : { actorId }),
      ...(teamId === undefined ? null : { teamId }),
    });
    return { type: event, data: made, metadata, stream: stream?.(context) };
  };
};
