import fc from 'fast-check';
import { type StoryEvent } from './sales-story';
import { tangledStory } from './tangled-story';

/** Some of the tangled story, and the same as it may arrive: in any order, some of it more than once. */
export const toldInAnyOrder = (): fc.Arbitrary<{ told: StoryEvent[]; arrived: StoryEvent[] }> =>
  fc.subarray(tangledStory(), { minLength: 15 }).chain((told) =>
    fc.record({
      told: fc.constant(told),
      arrived: fc
        .array(fc.constantFrom(...told), { maxLength: 10 })
        .chain((again) => fc.shuffledSubarray([...told, ...again], { minLength: told.length + again.length })),
    }),
  );
