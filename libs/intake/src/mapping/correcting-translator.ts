import { correctionIdOf, type JsonObject, type NewEvent, type StreamWrite } from '@gemba/event-sourcing';
import { schemaVersionOf } from '@gemba/sales-process/sales.events.upcast';
import { checkFact, type Fact } from '../envelope/fact';
import { fault, Refused } from '../envelope/fault-codes';
import { type SourceRow } from '../rows/source-row';
import { factsItem, refusedItem, type TranslatedItem } from '../translation';
import { type TranslatesRows } from './row-translator';

/** A mapping's mending, as every correction by it states it. */
export interface Mending {
  /** Of the mended mapping. */
  readonly version: number;
  /** Of the one that it mends. */
  readonly before: number;
  readonly reason: string;
}

const keyOf = ({ stream, event }: Fact): string => `${event.eventId} ${stream}`;

const factsIn = (item: TranslatedItem): ReadonlyMap<string, Fact> => {
  const writes: readonly StreamWrite[] = item.kind === 'facts' ? item.writes : [];
  const facts = writes.flatMap(({ stream, events }) => events.map((event): Fact => ({ stream, event })));
  return new Map(facts.map((fact) => [keyOf(fact), fact]));
};

/** A correction says type, data and time. Who did it and how well the time is known stay as they were recorded. */
const whyNotCorrectable = ({ metadata: was }: NewEvent, { metadata: is }: NewEvent): string | null => {
  if (was.actorId !== is.actorId) return `actorId was ${was.actorId ?? 'absent'} and is ${is.actorId ?? 'absent'}`;
  if (was.teamId !== is.teamId) return `teamId was ${was.teamId ?? 'absent'} and is ${is.teamId ?? 'absent'}`;
  const isVague = is.timePrecision !== undefined && is.occurredAt !== was.occurredAt;
  if (isVague || (is.timePrecision !== was.timePrecision && is.timePrecision !== undefined)) {
    return `the time was ${was.occurredAt} and is ${is.occurredAt}, known to the ${is.timePrecision ?? 'instant'}`;
  }
  return null;
};

const replacementOf = ({ type, data, metadata }: NewEvent, was: NewEvent['metadata'] | null): JsonObject => {
  const isSameTime =
    was !== null && was.occurredAt === metadata.occurredAt && was.timePrecision === metadata.timePrecision;
  return { type, data, ...(isSameTime ? {} : { occurredAt: metadata.occurredAt }) };
};

/**
 * Turns rows into what a mended mapping has to add to a record that its earlier version filled from the same file:
 * corrections of events that it would have made otherwise, withdrawals of those it would not have made (there), and
 * events that it makes besides. A row of which both say the same adds nothing. Pure: the same file and mappings give the
 * same events, so it may be run again.
 */
export class CorrectingTranslator implements TranslatesRows {
  constructor(
    private readonly earlier: TranslatesRows,
    private readonly mended: TranslatesRows,
    private readonly mending: Mending,
  ) {}

  translate(row: SourceRow): TranslatedItem {
    const [before, now] = [this.earlier.translate(row), this.mended.translate(row)];
    // What cannot be read any more is told; what was recorded of it stays.
    if (now.kind === 'refused') return now;
    try {
      return factsItem(row.place, this.writesOf(factsIn(before), factsIn(now)));
    } catch (error) {
      if (error instanceof Refused) return refusedItem(row.place, error.faults, row.raw());
      throw error;
    }
  }

  private writesOf(before: ReadonlyMap<string, Fact>, now: ReadonlyMap<string, Fact>): StreamWrite[] {
    const facts: Fact[] = [];
    for (const [key, was] of before) {
      const is = now.get(key);
      if (is === undefined) facts.push(this.correction(was, null));
      else if (is.event.digest !== was.event.digest) facts.push(this.correctionTo(was, is));
    }
    for (const [key, is] of now) {
      if (before.has(key)) continue;
      facts.push(is);
      // A mending before this one may have withdrawn it.
      if (this.mending.before > 1) facts.push(this.correction(is, replacementOf(is.event, is.event.metadata)));
    }
    return facts.map(({ stream, event }) => ({ stream, expected: 'any', events: [event] }));
  }

  private correctionTo(was: Fact, is: Fact): Fact {
    const why = whyNotCorrectable(was.event, is.event);
    if (why === null) return this.correction(was, replacementOf(is.event, was.event.metadata));
    const message = `Event ${was.event.eventId} cannot be corrected: ${why}, and a correction can say type, data and time only. Leave that as it was in the mended mapping.`;
    throw new Refused([fault('not-correctable', undefined, message)]);
  }

  private correction({ stream, event }: Fact, replacement: JsonObject | null): Fact {
    const { version: mappingVersion, reason } = this.mending;
    const { source, sourceEventId, occurredAt, sourceSequence } = event.metadata;
    const checked = checkFact({
      type: 'DealEventCorrected',
      data: { correctsEventId: event.eventId, mappingVersion, replacement, reason },
      metadata: {
        schemaVersion: schemaVersionOf('DealEventCorrected'),
        occurredAt,
        source,
        sourceEventId: `${sourceEventId}#corrected${mappingVersion}`,
        ...(sourceSequence === undefined ? {} : { sourceSequence }),
      },
      stream,
    });
    if ('faults' in checked) throw new Refused(checked.faults);
    return { stream, event: { ...checked.fact.event, eventId: correctionIdOf(event.eventId, mappingVersion) } };
  }
}
