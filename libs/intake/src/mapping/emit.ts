import { type EventMetadata } from '@gemba/event-sourcing';
import { type EventType } from '@gemba/sales-process/sales.events';
import { EVENT_SCHEMAS, isEventType } from '@gemba/sales-process/sales.events.schema';
import { schemaVersionOf } from '@gemba/sales-process/sales.events.upcast';
import { isPublicEventType } from '../envelope/public-types';
import { type FactDraft } from '../envelope/fact';
import { refuse } from '../envelope/fault-codes';
import { type Emit, type TimeRule } from './mapping-file';
import { type ReadText } from './reference';
import { type FindTime, timeFinder } from './row-time';
import { type RowContext } from '../rows/source-row';
import {
  type MakeValue,
  memberMakers,
  type Members,
  objectMaker,
  textMaker,
  textReader,
  type ValueTools,
} from './value-rule';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One event a row becomes, before it is checked; without its id. */
export type MakeDraft = (context: RowContext, id: string, sequence: string) => FactDraft;

/** What all emits of one mapping share. */
export interface EmitTools extends ValueTools {
  readonly source: string;
  readonly time: TimeRule;
  readonly actor: ReadText;
  readonly team: ReadText;
  /** What an `ActivityRecorded` says where its emit says nothing else. */
  readonly activity: Members;
}

const timeMissing = (column: string | undefined): never =>
  refuse(
    'missing',
    column ?? 'time',
    `${column ?? 'time'} is empty, and the mapping assumes nothing in its place. Fill it, or state time.assume.`,
  );

/** The time of an emit that has its own; the row's own time otherwise. */
const emitTimeFinder = ({ at }: Emit, path: string, tools: EmitTools): FindTime => {
  if (at === undefined) return ({ time }) => time;
  return timeFinder(typeof at === 'string' ? { column: at } : at, `${path}.at`, tools);
};

const timeColumnOf = ({ at }: Emit, time: TimeRule): string | undefined =>
  typeof at === 'string' ? at : (at ?? time).column;

const isKnown = (event: string, path: string, tools: ValueTools): event is EventType => {
  if (!isEventType(event)) tools.problems.add(`${path}.event`, event, 'name an event type that Gemba knows');
  else if (!isPublicEventType(event)) tools.problems.add(`${path}.event`, event, "only Gemba's own commands record it");
  else return true;
  return false;
};

/** What every event of the type gets without being written into the mapping. */
const givenMembers = (event: EventType): readonly string[] =>
  event === 'ActivityRecorded' ? ['dealId', 'activity'] : ['dealId'];

/** A misspelled member would be recorded in each event and read by nothing; one that lacks would refuse each row. */
const noteWrongMembers = (event: EventType, data: object, path: string, { problems }: ValueTools): void => {
  const { properties = {}, required = [] } = EVENT_SCHEMAS[event].data;
  const known = Object.keys(properties);
  for (const member of Object.keys(data)) {
    if (!known.includes(member)) problems.add(`${path}.data.${member}`, member, `name one of ${known.join(', ')}`);
  }
  for (const member of required) {
    if (Object.hasOwn(data, member) || givenMembers(event).includes(member)) continue;
    problems.add(`${path}.data.${member}`, undefined, `a ${event} needs it; say where it comes from`);
  }
};

/** Makers of an event's data: what the mapping says, the row's deal, and what an activity says by itself. */
const dataMembers = ({ event, data = {} }: Emit, path: string, tools: EmitTools): Members => {
  const own = memberMakers(data, `${path}.data`, tools);
  if (!isKnown(event, path, tools)) return own;
  noteWrongMembers(event, data, path, tools);
  const given = event === 'ActivityRecorded' ? new Map(tools.activity) : new Map<string, MakeValue>();
  if (EVENT_SCHEMAS[event].data.properties?.['dealId'] !== undefined) given.set('dealId', tools.readerOf('deal'));
  return new Map([...given, ...own]);
};

/** An emit as a function from row to draft. What is wrong with it is noted under its path. */
export const emitMaker = (emit: Emit, path: string, tools: EmitTools): MakeDraft => {
  const { event } = emit;
  const makeData = objectMaker(dataMembers(emit, path, tools));
  const findTime = emitTimeFinder(emit, path, tools);
  const timeColumn = timeColumnOf(emit, tools.time);
  const actor = emit.actor === undefined ? tools.actor : textMaker(emit.actor, `${path}.actor`, tools);
  const team = emit.team === undefined ? tools.team : textMaker(emit.team, `${path}.team`, tools);
  const stream = emit.stream === undefined ? null : textReader(emit.stream, `${path}.stream`, tools);
  const schemaVersion = schemaVersionOf(event);
  const { source } = tools;

  return (context, id, sequence) => {
    const { instant, precision } = findTime(context) ?? timeMissing(timeColumn);
    const data = makeData(context);
    // Member by member: spreading objects together costs several times as much, for each of a million events.
    const metadata: Writable<EventMetadata> = {
      schemaVersion,
      occurredAt: instant,
      source,
      sourceEventId: id,
      sourceSequence: sequence,
    };
    if (precision !== undefined) metadata.timePrecision = precision;
    const actorId = actor(context);
    if (actorId !== undefined) metadata.actorId = actorId;
    const teamId = team(context);
    if (teamId !== undefined) metadata.teamId = teamId;
    return { type: event, data, metadata, stream: stream?.(context) };
  };
};
