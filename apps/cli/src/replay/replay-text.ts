import { majorUnitsText } from '@gemba/event-sourcing';
import { columns } from '../output/columns';
import { readableInstant } from '../output/readable-instant';
import { type ReplayAnswer, type ReplayEntry, type ReplayStanding } from './replay-answer';

const DATA_LENGTH_MAX = 90;

/** In minor units where nobody can say how many of them the currency's major unit holds. */
const money = ({ amountMinor, currency }: ReplayStanding): string | null => {
  if (amountMinor === null) return null;
  const major = currency === null ? null : majorUnitsText(amountMinor, currency);
  return major === null ? `${amountMinor} minor units of ${currency ?? 'an unknown currency'}` : `${major} ${currency}`;
};

/** Where a deal stands, on one line. */
export const standingText = (standing: ReplayStanding): string => {
  const { attempt, stepKey, outcome, processId, version, ownerId } = standing;
  const process = processId === null ? null : `${processId} v${version ?? '?'}`;
  const parts = [outcome, stepKey, attempt > 1 ? `attempt ${attempt}` : null, money(standing), ownerId, process];
  return parts.filter((part) => part !== null).join(' · ');
};

/** Items of a handover are named by their keys; the whole of them is in the JSON. */
const itemText = (item: unknown): string => {
  if (item === null || typeof item !== 'object' || !('key' in item)) return valueText(item);
  const { key, defect, valid } = item as { key: string; defect?: string; valid?: boolean };
  return defect === undefined && valid !== false ? key : `${key} (${defect ?? 'not in order'})`;
};

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(itemText).join(', ') : JSON.stringify(value);
};

/** What the event says, without the ids that its stream or the headline say already. */
const dataText = ({ data, stream }: ReplayEntry): string => {
  const said = (name: string, value: unknown): boolean =>
    name === 'dealId' || (typeof value === 'string' && stream.endsWith(`-${value}`));
  const text = Object.entries(data)
    .filter(([name, value]) => value !== undefined && !said(name, value))
    .map(([name, value]) => `${name}=${valueText(value)}`)
    .join(' ');
  return text.length > DATA_LENGTH_MAX ? `${text.slice(0, DATA_LENGTH_MAX - 1)}…` : text;
};

const KIND_TEXT: Readonly<Record<ReplayEntry['kind'], string>> = {
  happened: '',
  corrected: ' (as corrected)',
  withdrawn: ' (withdrawn: it never happened)',
  correction: '',
  repeated: ' (told before in another stream)',
};

const happenedText = ({ occurredAt, timePrecision }: ReplayEntry): string => {
  if (timePrecision === 'unknown') return 'time unknown';
  return timePrecision === 'day' ? occurredAt.slice(0, 10) : readableInstant(occurredAt);
};

/** Lines of the table: one for each event, the standing only where it changed. */
export const entryRows = (entries: readonly ReplayEntry[], before: string): (string | number)[][] => {
  let last = before;
  return entries.map((entry) => {
    const standing = standingText(entry.standing);
    const shown = standing === last ? '' : `→ ${standing}`;
    last = standing;
    return [
      entry.seq,
      happenedText(entry),
      readableInstant(entry.recordedAt),
      entry.actorId ?? entry.source,
      `${entry.type}${KIND_TEXT[entry.kind]}`,
      dataText(entry),
      shown,
    ];
  });
};

const headline = ({ dealId, events, streams, asOf, asAt }: ReplayAnswer): string =>
  [
    `Deal ${dealId}: ${events} events in ${streams.length} streams`,
    asOf.recordedAt === null ? null : `as known at ${readableInstant(asOf.recordedAt)}`,
    `up to position ${asOf.position} of the record`,
    asAt === null ? null : `happened by ${readableInstant(asAt)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');

/** A whole replay for people. */
export const replayText = (answer: ReplayAnswer): string[] => [
  headline(answer),
  '',
  ...columns([['#', 'happened', 'recorded', 'who', 'what', '', ''], ...entryRows(answer.entries, '')]),
];
