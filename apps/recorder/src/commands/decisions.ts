import { Inject, Injectable } from '@nestjs/common';
import type { Event, EventStore } from '@gemba/event-sourcing';
import { EVENT_STORE } from '@gemba/platform';
import { type Answer, decideOnStream, type Origin, type Question } from './decide-on-stream';

/** Decisions on this process' record. */
@Injectable()
export class Decisions {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  decide<State, E extends Event<string, object>, Code extends string>(
    question: Question<State, E, Code>,
    origin: Origin,
  ): Promise<Answer<Code>> {
    return decideOnStream(this.store, question, origin);
  }
}
