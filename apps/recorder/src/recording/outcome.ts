import type { Fault, Place } from '@gemba/intake';

/** What became of one piece of source content. */
export type Outcome =
  | {
      readonly outcome: 'recorded' | 'duplicate';
      readonly place: Place;
      readonly eventIds: readonly string[];
      /** Members of the data that its type does not know: kept with the rest, and read by nothing. */
      readonly unknownMembers: readonly string[];
    }
  | {
      readonly outcome: 'quarantined';
      readonly place: Place;
      readonly faults: readonly Fault[];
      readonly raw: string | Uint8Array;
    };
