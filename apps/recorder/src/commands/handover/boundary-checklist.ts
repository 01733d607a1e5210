import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@gemba/event-sourcing';
import { type HandoverItemDefinition, processDecider, streamName, upcast } from '@gemba/sales-process';
import { EVENT_STORE, Problem } from '@gemba/platform';

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
    const past = await this.store.readStream(streamName('process', processId));
    const events = past.map((event) => upcast(event) as unknown as Parameters<typeof processDecider.evolve>[1]);
    const found = events.reduce(processDecider.evolve, processDecider.initial).versions.get(version);
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
