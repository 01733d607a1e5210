import {
  type Decision,
  type Event,
  type EventStore,
  identify,
  type NewEvent,
  type Refusal,
} from '@gemba/event-sourcing';
import { schemaVersionOf } from '@gemba/sales-process';
import { Problem } from '@gemba/platform';
import { streamAsItHolds } from '@gemba/read-models';

/** Who asked for a decision, and when. */
export interface Origin {
  /** Names the command: ids of its events derive from it. */
  readonly commandId: string;
  /** Canonical instant. */
  readonly occurredAt: string;
  readonly actorId?: string;
}

/** A question to one stream: how its past is folded, and what is decided on what came of that. */
export interface Question<State, E extends Event<string, object>, Code extends string> {
  readonly stream: string;
  readonly initial: State;
  readonly evolve: (state: State, event: E) => State;
  readonly decide: (state: State) => Decision<E, Code>;
}

export type Answer<Code extends string> =
  /** Recorded; no events: it was so already. `version` is that of the stream's last event, -1 without any. */
  | { readonly accepted: true; readonly events: readonly NewEvent[]; readonly version: number }
  | { readonly accepted: false; readonly refusal: Refusal<Code> };

/** The source of everything that is decided here. */
export const OWN_SOURCE = 'gemba';

const ATTEMPTS_MAX = 8;

/**
 * Folds a stream's past as it holds today, decides, and appends what was decided if nothing came between; else decides anew on the new
 * past. Who asks twice is answered twice, and it is recorded once.
 */
export const decideOnStream = async <State, E extends Event<string, object>, Code extends string>(
  store: EventStore,
  question: Question<State, E, Code>,
  origin: Origin,
): Promise<Answer<Code>> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const past = await store.readStream(question.stream);
    const version = past.length - 1;
    // Its stream's family says what types can stand there.
    const holding = streamAsItHolds(question.stream, past) as unknown as readonly E[];
    const decision = question.decide(holding.reduce(question.evolve, question.initial));
    if (!decision.accepted) return decision;
    const events = decision.events.map((event, index) => identified(event, index, origin));
    if (events.length === 0) return { accepted: true, events, version };
    const expected = version < 0 ? 'none' : version;
    const [outcome] = await store.append([{ stream: question.stream, expected, events }]);
    switch (outcome!.status) {
      case 'appended':
        return { accepted: true, events, version: outcome!.lastVersion };
      case 'duplicate':
        return { accepted: true, events: [], version };
      case 'conflict':
        continue;
      case 'id-reused':
        throw new Problem(
          409,
          'command-id-reused',
          `The command id ${origin.commandId} was used for another command.`,
          {
            field: 'idempotency-key',
            remedy: 'Give each command an id of its own.',
          },
        );
      case 'unstorable':
        throw new Problem(422, 'unstorable', `The command cannot be kept: ${outcome!.reason}.`, {
          remedy: 'Send it without.',
        });
    }
  }
  throw new Problem(409, 'contended', `The stream ${question.stream} changed again and again meanwhile.`, {
    remedy: 'Send the same command again.',
    headers: { 'retry-after': '1' },
  });
};

const identified = (event: Event<string, object>, index: number, origin: Origin): NewEvent =>
  identify(event, {
    schemaVersion: schemaVersionOf(event.type),
    occurredAt: origin.occurredAt,
    source: OWN_SOURCE,
    sourceEventId: `${origin.commandId}/${index}`,
    sourceSequence: String(index),
    ...(origin.actorId === undefined ? {} : { actorId: origin.actorId }),
  }) as NewEvent;
