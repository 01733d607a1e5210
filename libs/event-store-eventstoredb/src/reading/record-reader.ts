import { microsOfInstant, type Position, type RecordedEvent, START } from '@gemba/event-sourcing';
import { positionOf } from '../positions';
import { type RecordNames } from '../record-names';
import { type Connection } from '../server/connection';
import { recordedEvent, type ServerEvent } from '../server/server-event';
import { readServerStream } from '../server/stream-reading';
import { type ServerLog } from './server-log';
import { type Timeline } from './timeline';
import { type TimesOfRecord } from './times-of-record';

const PAGE_EVENTS = 1_000;

export interface RecordReaderParts {
  readonly connection: Connection;
  readonly names: RecordNames;
  readonly log: ServerLog;
  readonly times: TimesOfRecord;
  readonly timeline: Timeline;
}

/** Reads the record: the server's events as the port gives them. Throws the driver's errors as they are. */
export class RecordReader {
  readonly #parts: RecordReaderParts;

  constructor(parts: RecordReaderParts) {
    this.#parts = parts;
  }

  async readStream(stream: string, fromVersion: number): Promise<RecordedEvent[]> {
    const { connection, names, times } = this.#parts;
    const events = await readServerStream(connection, names.onServer(stream), fromVersion);
    const micros = await times.of(events);
    return events.map((event, index) => recordedEvent(event, stream, micros[index]!));
  }

  async readAll(after: Position, limit: number): Promise<RecordedEvent[]> {
    return this.recorded(after, await this.#parts.log.after(after, limit));
  }

  readServerLog(after: Position, limit: number): Promise<ServerEvent[]> {
    return this.#parts.log.after(after, limit);
  }

  /** Events of the record that follow each other, the first right behind a position. */
  async recorded(after: Position, events: readonly ServerEvent[]): Promise<RecordedEvent[]> {
    const { names, times } = this.#parts;
    const micros = await times.ofNext(after, events);
    return events.map((event, index) => recordedEvent(event, names.inRecord(event.stream), micros[index]!));
  }

  /** The position of the last event recorded at or before an instant, or START. */
  async positionAt(recordedAt: string): Promise<Position> {
    const milestone = await this.#parts.timeline.lastNotAfter(microsOfInstant(recordedAt));
    let position = milestone === null ? START : positionOf(milestone.commit);
    for (;;) {
      const page = await this.readAll(position, PAGE_EVENTS);
      const next = page.findIndex((event) => event.recordedAt > recordedAt);
      const last = page[(next < 0 ? page.length : next) - 1];
      if (last !== undefined) position = last.position;
      if (next >= 0 || page.length < PAGE_EVENTS) return position;
    }
  }
}
