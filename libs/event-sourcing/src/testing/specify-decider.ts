import { type Decider, fold } from '../decider';
import { type Event } from '../event';

/**
 * Given / when / then of a decider's spec:
 *
 *     const handover = specifyDecider(handoverDecider);
 *     handover.given(submitted).when(accept).recordsOnce(accepted);
 *     handover.given().when(accept).refuses('handover-unknown');
 */
export const specifyDecider = <State, Command, E extends Event<string, object>, Code extends string>(
  decider: Decider<State, Command, E, Code>,
) => ({
  given: (...past: readonly E[]) => ({
    when: (command: Command) => {
      const decideAfter = (events: readonly E[]) => decider.decide(command, fold(decider, events));
      const records = (...events: readonly E[]): void =>
        expect(decideAfter(past)).toEqual({ accepted: true, events: [...events] });
      return {
        /** Accepts, with exactly these events. */
        records,
        /** Accepts, and there is nothing to write. */
        recordsNothing: (): void => records(),
        /** Accepts with these events, and the same command sent again writes nothing. */
        recordsOnce: (...events: readonly E[]): void => {
          expect(events).not.toHaveLength(0);
          records(...events);
          expect(decideAfter([...past, ...events])).toEqual({ accepted: true, events: [] });
        },
        /** Refuses with this code, and names this field where one is given. */
        refuses: (code: Code, field?: string): void =>
          expect(decideAfter(past)).toEqual({
            accepted: false,
            refusal: expect.objectContaining(field === undefined ? { code } : { code, field }),
          }),
      };
    },
  }),
});
