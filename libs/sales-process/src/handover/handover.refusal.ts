import { canonicalJson, type Decision, type Json, refuse } from '@gemba/event-sourcing';
import { type HandoverEvent } from './handover.events';
import { type Submission, type Verdict } from './handover.state';

export type HandoverRefusal =
  | 'receiver-is-sender'
  | 'no-items'
  | 'item-twice'
  | 'item-unknown'
  | 'other-handover'
  | 'submission-differs'
  | 'submission-number'
  | 'submission-unknown'
  | 'submission-pending'
  | 'not-the-receiver'
  | 'not-the-sender'
  | 'incomplete'
  | 'already-accepted'
  | 'already-rejected'
  | 'already-withdrawn';

export type HandoverDecision = Decision<HandoverEvent, HandoverRefusal>;

/** What a list of items is refused for, whoever sends it. */
export const faultOfKeys = (items: readonly { readonly key: string }[]): HandoverDecision | null => {
  if (items.length === 0) return refuse('no-items', 'items is empty: name at least one', 'items');
  const keys = items.map(({ key }) => key);
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  return twice === undefined ? null : refuse('item-twice', `items names ${twice} twice: name it once`, 'items');
};

/** Another verdict than the one that is asked for was given before. */
export const alreadyJudged = ({ said }: Submission, verdict: Exclude<Verdict['kind'], 'pending'>): HandoverDecision =>
  refuse(
    `already-${verdict}`,
    `submission ${said.submissionNo} was ${verdict} already: nothing else can follow for it`,
  );

export const saysTheSame = (a: object, b: object): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);
