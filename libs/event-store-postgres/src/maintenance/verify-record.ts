import {
  contentFaults,
  placeIn,
  type Position,
  RECORD_FAULTS_MAX,
  type RecordedEvent,
  type RecordFault,
  type RecordVerification,
  SealCheck,
  START,
  type VerificationOptions,
} from '@gemba/event-sourcing';
import { type Pool } from 'pg';
import { asStoreErrors } from '../driver-errors';
import { head } from '../reading/places';
import { readAll } from '../reading/read-events';

const PAGE_EVENTS = 2_000;
const FAULTS_MAX = RECORD_FAULTS_MAX;

const COUNT_STREAMS = 'select count(distinct stream_id)::float8 as streams from record.events';

const VERSION_GAPS = `select stream.name as stream, found.events::float8, found.first, found.last
from (
  select stream_id, count(*) as events, min(version) as first, max(version) as last
  from record.events group by stream_id having min(version) <> 0 or max(version) <> count(*) - 1
) as found left join record.streams as stream using (stream_id) order by stream_id limit ${FAULTS_MAX + 1}`;

const OUT_OF_ORDER = `select stream.name as stream, found.version, found.position::text
from (
  select stream_id, version, position, lag(position) over (partition by stream_id order by version) as before
  from record.events
) as found left join record.streams as stream using (stream_id)
where found.position < found.before order by found.position limit ${FAULTS_MAX + 1}`;

/** Faults that show between an event and the one before it. */
const faultsOf = (event: RecordedEvent, before: { position: Position; recordedAt: string }): RecordFault[] => {
  const faults = contentFaults(event, before.recordedAt);
  if (event.position === before.position + 1n) return faults;
  const message = `${placeIn(event)} follows position ${before.position}: what stood between is gone.`;
  return [{ kind: 'position-missing', message }, ...faults];
};

async function* faultsAlong(pool: Pool, onPage: (page: readonly RecordedEvent[]) => void): AsyncIterable<RecordFault> {
  let before: { position: Position; recordedAt: string } = { position: START, recordedAt: '' };
  for (;;) {
    const page = await nextPage(pool, before.position);
    if (page.length === 0) return;
    for (const event of page) {
      yield* faultsOf(event, before);
      before = event;
    }
    onPage(page);
  }
}

/** A page is a range of positions; where events are missing it may be empty before the end, so the gap is leapt. */
const nextPage = async (pool: Pool, after: Position): Promise<RecordedEvent[]> => {
  const page = await readAll(pool, after, PAGE_EVENTS);
  if (page.length > 0) return page;
  const text = 'select min(position)::text as next from record.events where position > $1';
  const { rows } = await asStoreErrors(pool.query<{ next: string | null }>(text, [String(after)]));
  const next = rows[0]!.next;
  return next === null ? [] : readAll(pool, BigInt(next) - 1n, PAGE_EVENTS);
};

async function* orderFaults(pool: Pool): AsyncIterable<RecordFault> {
  type Gap = { stream: string | null; events: number; first: number; last: number };
  const gaps = await asStoreErrors(pool.query<Gap>(VERSION_GAPS));
  for (const { stream, events, first, last } of gaps.rows) {
    const message = `Stream ${stream ?? '(its name is gone)'} has ${events} events with versions ${first} to ${last}.`;
    yield { kind: 'version-gap', message };
  }
  type Inversion = { stream: string | null; version: number; position: string };
  const inversions = await asStoreErrors(pool.query<Inversion>(OUT_OF_ORDER));
  for (const { stream, version, position } of inversions.rows) {
    const message = `Version ${version} of stream ${stream ?? '(its name is gone)'} has position ${position}, below its predecessor's.`;
    yield { kind: 'version-out-of-order', message };
  }
}

/**
 * Reads the whole record and names whatever an append cannot have left: digests that the content does not give (what
 * a digest leaves out, `digestOf` says), ids that do not derive from it, missing positions, gaps and inversions of
 * versions, a falling `recordedAt`, and whatever differs from an earlier seal. What was cut off at the end of the record,
 * or changed together with its digest, only something kept from earlier can show: a seal, or a checkpoint (`verify`).
 */
export const verifyRecord = async (
  pool: Pool,
  { onProgress = () => undefined, earlier }: VerificationOptions = {},
): Promise<RecordVerification> => {
  const faults: RecordFault[] = [];
  const seals = new SealCheck((await head(pool)).incarnation, earlier);
  let events = 0;
  const take = (page: readonly RecordedEvent[]): void => {
    for (const event of page) seals.add(event);
    onProgress((events += page.length));
  };
  const { rows } = await asStoreErrors(pool.query<{ streams: number }>(COUNT_STREAMS));
  for (const found of [faultsAlong(pool, take), orderFaults(pool)]) {
    for await (const fault of found) if (faults.length <= FAULTS_MAX) faults.push(fault);
  }
  // First, since they tell most: no list of a hundred others may push them out.
  faults.unshift(...seals.faults());
  const isTruncated = faults.length > FAULTS_MAX;
  const counted = { events, streams: rows[0]!.streams };
  return { ...counted, faults: faults.slice(0, FAULTS_MAX), isTruncated, notChecked: [], seal: seals.seal() };
};
