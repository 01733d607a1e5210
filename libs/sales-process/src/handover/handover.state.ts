import { type AnyStreamEvent } from '../any-stream/any-stream.events';
import { type HandoverEvent, type HandoverSubmitted, type ItemDefect } from './handover.events';

export type Verdict =
  | { readonly kind: 'pending' | 'accepted' | 'withdrawn' }
  | { readonly kind: 'rejected'; readonly items: readonly ItemDefect[] };

export interface Submission {
  readonly said: HandoverSubmitted['data'];
  readonly verdict: Verdict;
}

/** The submissions of one handover, in their order. Only the last can be pending. */
export type HandoverState = readonly Submission[];

export const nothingSubmitted: HandoverState = [];

const judged = (state: HandoverState, verdict: Verdict): HandoverState => {
  const last = state.at(-1);
  return last === undefined ? state : [...state.slice(0, -1), { ...last, verdict }];
};

export const evolveHandover = (state: HandoverState, event: HandoverEvent | AnyStreamEvent): HandoverState => {
  switch (event.type) {
    case 'HandoverSubmitted':
      return [...state, { said: event.data, verdict: { kind: 'pending' } }];
    case 'HandoverAccepted':
      return judged(state, { kind: 'accepted' });
    case 'HandoverRejected':
      return judged(state, { kind: 'rejected', items: event.data.items });
    case 'HandoverWithdrawn':
      return judged(state, { kind: 'withdrawn' });
    // Corrections are applied before a past is folded: none is left here.
    case 'DealEventCorrected':
    case 'ActivityRecorded':
    case 'InformationChased':
    case 'MissingInformationReported':
      return state;
  }
};
