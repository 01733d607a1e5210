import { type DealEvent } from '@gemba/sales-process/sales.events';
import { type HistoryEvent } from '../history';
import { type AttemptsWalk } from './attempts-walk';
import { type FactsWalk } from './deal-facts';
import { type Moment, momentOf } from './moment';

export interface Walk {
  readonly attempts: AttemptsWalk;
  readonly facts: FactsWalk;
  readonly opening: HistoryEvent | null;
}

type Effect<Data> = (walk: Walk, data: Data, event: HistoryEvent, moment: Moment) => void;

/** In the history, and for other tables to judge; it does not move the case. */
const noEffect = (): void => {};

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * What each event does to the case. The type demands an entry for every event of a deal. A correction's replacement is
 * checked by no schema, so odd data has no effect rather than a thrown error that would hold up its whole deal.
 */
const EFFECTS: { readonly [E in DealEvent as E['type']]: Effect<E['data']> } = {
  DealOpened: ({ attempts, facts, opening }, data, event, moment) => {
    // A case that had closed under one number was opened again under another.
    if (attempts.isOver && event.stream !== opening?.stream) attempts.reopened(moment);
    facts.opened(data, event);
  },
  DealAmended: ({ facts }, data, event) => facts.amended(data, event),
  OwnerChanged: ({ facts }, data, event) => facts.owner(data.to, event),
  StepEntered: ({ attempts }, { stepKey, fromStepKey }, _, moment) => {
    if (typeof stepKey === 'string') attempts.entered(stepKey, textOrNull(fromStepKey), moment);
  },
  StepSkipped: ({ attempts }, { stepKey, reason, waiverId }, _, moment) => {
    if (typeof stepKey === 'string') attempts.skipped(stepKey, textOrNull(reason), textOrNull(waiverId), moment);
  },
  DealWon: ({ attempts, facts }, { amountMinor, currency }, _, moment) => {
    attempts.closed('won', moment);
    facts.won(amountMinor, currency);
  },
  DealLost: ({ attempts }, _data, _event, moment) => attempts.closed('lost', moment),
  DealNoDecision: ({ attempts }, _data, _event, moment) => attempts.closed('no_decision', moment),
  DealDisqualified: ({ attempts }, _data, _event, moment) => attempts.closed('disqualified', moment),
  DealReopened: ({ attempts }, _data, _event, moment) => attempts.reopened(moment),
  DealMigratedToVersion: ({ attempts }, { to, stepMap }, _, moment) => {
    if (Number.isSafeInteger(to)) attempts.migrated(to, stepMap ?? {}, moment);
  },
  DealsMerged: noEffect,
  StepCompleted: noEffect,
  WaiverGranted: noEffect,
  PaperworkAttached: noEffect,
  ParticipantJoined: noEffect,
  ForecastRecorded: noEffect,
  CompetitorIdentified: noEffect,
  CompetitorDropped: noEffect,
  QualificationRecorded: noEffect,
  ObjectionRaised: noEffect,
  ObjectionResolved: noEffect,
  EffortLogged: noEffect,
  WorkStarted: noEffect,
  WorkCompleted: noEffect,
  ConcessionGranted: noEffect,
  CommitmentMade: noEffect,
  CommitmentKept: noEffect,
  CauseAssigned: noEffect,
  OpportunitySurfaced: noEffect,
  OpportunityOffered: noEffect,
  OpportunityAccepted: noEffect,
  BuyerStepReported: noEffect,
  CustomerConfirmed: noEffect,
  CustomerConfirmationRetracted: noEffect,
  HistoryGapReported: noEffect,
};

// Each effect takes the data of its own type; which one an event has is known only when it is looked up.
const effects = new Map(Object.entries(EFFECTS) as [string, Effect<HistoryEvent['data']>][]);

/** Lets one event do to the case what its type does; events of other families do nothing. */
export const applyEvent = (walk: Walk, event: HistoryEvent): void =>
  effects.get(event.type)?.(walk, event.data, event, momentOf(event));
