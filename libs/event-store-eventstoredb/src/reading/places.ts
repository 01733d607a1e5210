import { type Checkpoint, type Position, START, verifyCheckpoint } from '@gemba/event-sourcing';
import { faultKindOf } from '../driver-errors';
import { type Incarnation } from '../identity/incarnation';
import { placeOf, positionOf } from '../positions';
import { envelopeOf } from '../server/server-event';
import { type ServerLog } from './server-log';

/** Places in the record, and whether they are places in this record. */
export class Places {
  readonly #log: ServerLog;
  readonly #incarnation: Incarnation;

  constructor(log: ServerLog, incarnation: Incarnation) {
    this.#log = log;
    this.#incarnation = incarnation;
  }

  async head(): Promise<Checkpoint> {
    const [incarnation, last] = await Promise.all([this.#incarnation.id(), this.#log.last()]);
    if (last === null) return { incarnation, position: START, eventId: null };
    return { incarnation, position: positionOf(last.commit), eventId: envelopeOf(last).eventId };
  }

  /** What a checkpoint at this position would say. */
  async checkpointAt(position: Position): Promise<Checkpoint> {
    const [incarnation, eventId] = await Promise.all([this.#incarnation.id(), this.#eventIdAt(position)]);
    return { incarnation, position, eventId };
  }

  async verify(checkpoint: Checkpoint): Promise<void> {
    verifyCheckpoint(checkpoint, await this.checkpointAt(checkpoint.position));
  }

  /** Null at the start, before an event, and where the log holds nothing of ours. */
  async #eventIdAt(position: Position): Promise<string | null> {
    const { commit, isSeen } = placeOf(position);
    if (!isSeen) return null;
    try {
      const event = await this.#log.at(commit);
      return event === null ? null : envelopeOf(event).eventId;
    } catch (error) {
      if (faultKindOf(error) === 'no-place') return null;
      throw error;
    }
  }
}
