import { type Event } from './event';

/** An expected "no": a literal code for programs, one sentence for people. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  /** The field at fault, where there is one. */
  readonly field?: string;
}

export type Decision<E, Code extends string = string> =
  | { readonly accepted: true; readonly events: readonly E[] }
  | { readonly accepted: false; readonly refusal: Refusal<Code> };

export const accept = <E>(...events: readonly E[]): Decision<E, never> => ({ accepted: true, events });

export const refuse = <Code extends string>(code: Code, message: string, field?: string): Decision<never, Code> => ({
  accepted: false,
  refusal: field === undefined ? { code, message } : { code, message, field },
});

/** Decides commands from a stream's own past. Pure: clock, ids and randomness come in with the command. */
export interface Decider<State, Command, E extends Event<string, object>, Code extends string = string> {
  readonly initial: State;
  readonly evolve: (state: State, event: E) => State;
  /** The same command twice accepts with no events the second time. */
  readonly decide: (command: Command, state: State) => Decision<E, Code>;
}

export const fold = <State, E extends Event<string, object>>(
  decider: Pick<Decider<State, never, E>, 'initial' | 'evolve'>,
  events: readonly E[],
): State => events.reduce(decider.evolve, decider.initial);
