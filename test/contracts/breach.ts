import { type Side } from './message-contracts';
import { type Misfit } from './schema-within';

/** A change that breaks somebody: which message, which member, what is wrong with it, and what to do instead. */
export interface Breach {
  readonly topic: string;
  readonly message: string;
  /** The member at fault, as `data.items[].key` or `headers.ce_id`; null where it is the message itself. */
  readonly member: string | null;
  readonly code: string;
  readonly fault: string;
  readonly remedy: string;
}

export const sentenceOf = ({ topic, message, member, fault, remedy }: Breach): string =>
  `${topic}, ${message}${member === null ? '' : `, ${member}`}: ${fault} ${remedy}`;

interface Words {
  readonly fault: (what: string) => string;
  readonly remedy: string;
}

const RAISE =
  'Raise the schema version of the event, with an upcaster that holds the published schema: then both shapes are taken.';
const KEEP = 'Keep what was promised, or say the new thing under a new name: another member, or another event.';
const TEACH = 'Teach test/contracts/schema-within.ts what it allows, with a spec.';

const unjudged: Words = { fault: (what) => `${what} differs, and the check cannot judge it.`, remedy: TEACH };

/** The published shape is not taken any more: what publishers send today would be refused. */
const FOR_PUBLISHERS: Readonly<Record<Misfit['code'] | 'dropped', Words>> = {
  type: { fault: (what) => `it may be ${what} as published, and that is refused now.`, remedy: RAISE },
  missing: { fault: () => 'it may be left out as published, and is demanded now.', remedy: RAISE },
  unnamed: {
    fault: () =>
      'it is a new member in a shape that is published: members without a name in the schema were kept as they came, so ' +
      'somebody may send it in another form.',
    remedy: RAISE,
  },
  value: { fault: (what) => `it may be ${what} as published, and that is refused now.`, remedy: RAISE },
  closed: { fault: () => 'it may be sent as published, and is refused now.', remedy: RAISE },
  bound: { fault: (what) => `${what} is demanded now, and was not as published.`, remedy: RAISE },
  dropped: { fault: () => 'publishers send it, and it is read no more (removed or renamed).', remedy: RAISE },
  unjudged,
};

/** What is sent now goes beyond what was published: consumers who rely on that would meet what they do not expect. */
const FOR_CONSUMERS: Readonly<Record<Misfit['code'], Words>> = {
  type: { fault: (what) => `it may be ${what} now, which was never to come.`, remedy: KEEP },
  missing: { fault: () => 'it was promised to be always there, and may be missing now.', remedy: KEEP },
  unnamed: { fault: () => 'it was promised, and is gone (removed or renamed).', remedy: KEEP },
  value: { fault: (what) => `it may be ${what} now, beyond the promised values.`, remedy: KEEP },
  closed: { fault: () => 'it may come now, and no further member was to come.', remedy: KEEP },
  bound: { fault: (what) => `${what} was promised, and is no more.`, remedy: KEEP },
  unjudged,
};

export const wordsFor = (side: Side, code: Misfit['code'] | 'dropped'): Words =>
  side === 'publishers' ? FOR_PUBLISHERS[code] : FOR_CONSUMERS[code as Misfit['code']];
