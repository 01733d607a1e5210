import { Inject, Injectable } from '@nestjs/common';
import { type EventStore, fold } from '@gemba/event-sourcing';
import { type HandoverItemDefinition, processDecider, streamName } from '@gemba/sales-process';
import { EVENT_STORE, Problem } from '@gemba/platform';
import { streamAsItHolds } from '@gemba/read-models';

export interface Boundary {
  readonly processId: string;
  readonly version: number;
  readonly handoverKey: string;
}

/** What a published version of a process asks to be handed over at one of its boundaries. */
@Injectable()
export class BoundaryChecklist {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async itemsOf({ processId, version, handoverKey }: Boundary): Promise<readonly HandoverItemDefinition[]> {
    const stream = streamName('process', processId);
    const past = streamAsItHolds(stream, await this.store.readStream(stream));
    const found = fold(processDecider, past as never).versions.get(version);
    const isPublished = (found?.published ?? null) !== null;
    const handover = isPublished ? found?.handovers.get(handoverKey) : undefined;
    if (handover !== undefined) return handover.items;
    throw new Problem(
      422,
      'boundary-unknown',
      `No published version ${version} of process ${processId} has a handover ${handoverKey}.`,
      { field: 'boundary', remedy: 'Name a handover of a published version, or leave boundary out.' },
    );
  }
}
