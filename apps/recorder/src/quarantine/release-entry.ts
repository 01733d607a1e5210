import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import { type TranslatedItem, translateKafkaMessage, translateStructured } from '@gemba/intake';
import { EVENT_STORE, Problem } from '@gemba/platform';
import { recordItems } from '../recording/record-items';
import { Quarantine } from './quarantine';
import { KAFKA_SOURCE } from './quarantine-entry';
import type { QuarantineEntry, Release } from './quarantine-table';
import { headersOf } from './stored-headers';

/** How somebody wants an entry put right: as it is now, with a mended event in its place, or not at all. */
export interface ReleaseWish {
  readonly event?: object;
  readonly dismissedBecause?: string;
}

/** Puts quarantined pieces right. Released twice, an entry answers how it was released the first time. */
@Injectable()
export class ReleaseEntry {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Quarantine) private readonly quarantine: Quarantine,
  ) {}

  async release(entry: QuarantineEntry, wish: ReleaseWish): Promise<Release> {
    if (entry.release !== null) return entry.release;
    if (wish.dismissedBecause !== undefined) {
      const { dismissedBecause: reason } = wish;
      return this.quarantine.release(entry.id, { by: 'dismissal', outcome: 'dismissed', reason });
    }
    const [item, by] =
      wish.event === undefined
        ? ([retried(entry), 'retry'] as const)
        : ([translateStructured(Buffer.from(JSON.stringify(wish.event)))[0]!, 'mended-event'] as const);
    const [outcome] = await recordItems(this.store, [item]);
    if (outcome!.outcome === 'quarantined') throw stillAtFault(outcome!.faults);
    return this.quarantine.release(entry.id, { by, outcome: outcome!.outcome, eventId: outcome!.eventIds[0]! });
  }
}

const retried = ({ source, place, mediaType, headers, raw }: QuarantineEntry): TranslatedItem => {
  // What a message says stands in its headers too, unless they name the structured form.
  if (source.startsWith(KAFKA_SOURCE)) return translateKafkaMessage({ headers: headersOf(headers), value: raw }, place);
  if (mediaType.startsWith('application/cloudevents') || mediaType === 'application/x-ndjson') {
    return translateStructured(raw)[0]!;
  }
  throw new Problem(422, 'mended-event-needed', `A piece of ${mediaType} cannot be read again by itself.`, {
    field: 'event',
    remedy:
      'Mend the mapping or the file, import it again and dismiss this entry, or send a CloudEvent in its place as `event`.',
  });
};

const stillAtFault = (
  faults: readonly { readonly code: string; readonly message: string; readonly field?: string }[],
) =>
  new Problem(422, faults[0]!.code, faults.map(({ message }) => message).join(' '), {
    ...(faults[0]!.field === undefined ? {} : { field: faults[0]!.field }),
    remedy: 'Release it with a mended event, or dismiss it with a reason.',
    extensions: { faults },
  });
