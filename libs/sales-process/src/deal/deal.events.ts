import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: deal-<dealId>. Ids are text, `<source>:<native id>`. Money is integer minor units with ISO 4217 currency.
 * A field that the source did not give is absent.
 */

/** A sales case was opened. */
export type DealOpened = Event<
  'DealOpened',
  {
    dealId: string;
    customerId?: string;
    segment?: string;
    /** How the deal is worked at its opening: outside, inside, digital, or the organisation's own word. */
    channel?: string;
    valueStream?: string;
    /** The process definition the deal follows; its version is found from the opening, never recorded. */
    processId?: string;
    /** @asType integer */
    amountMinor?: number;
    currency?: string;
    ownerId?: string;
    /** IANA name of the zone in which promises to this customer are counted. */
    customerTz?: string;
  }
>;

/** One field of the deal got another value. */
export type DealAmended = Event<
  'DealAmended',
  { dealId: string; field: string; from?: string | number | boolean | null; to: string | number | boolean | null }
>;

/** The deal passed to another owner. */
export type OwnerChanged = Event<'OwnerChanged', { dealId: string; from?: string | null; to: string | null }>;

/** The deal entered a step of its process. */
export type StepEntered = Event<
  'StepEntered',
  { dealId: string; stepKey: string; fromStepKey?: string; reason?: string }
>;

/** The work of a step was finished, whether or not the deal has moved on. */
export type StepCompleted = Event<'StepCompleted', { dealId: string; stepKey: string }>;

/** A step was left out knowingly. */
export type StepSkipped = Event<'StepSkipped', { dealId: string; stepKey: string; reason: string; waiverId?: string }>;

/** Somebody entitled to it allowed a deviation from the process. */
export type WaiverGranted = Event<
  'WaiverGranted',
  { dealId: string; waiverId?: string; scope: string; by: string; reason: string }
>;

/** A document became part of the deal; the document itself stays where it is. */
export type PaperworkAttached = Event<
  'PaperworkAttached',
  { dealId: string; docType: string; docId: string; hash?: string; byCustomer?: boolean }
>;

/** A person began to take part in the deal. */
export type ParticipantJoined = Event<'ParticipantJoined', { dealId: string; personId: string; role: string }>;

/** Somebody said how likely the deal is and when it will close. */
export type ForecastRecorded = Event<
  'ForecastRecorded',
  {
    dealId: string;
    /** @minimum 0
     *  @maximum 1 */
    probability: number;
    closeDate?: string;
  }
>;

/** A competitor for this deal became known. */
export type CompetitorIdentified = Event<'CompetitorIdentified', { dealId: string; name: string }>;

/** A competitor left the race. */
export type CompetitorDropped = Event<'CompetitorDropped', { dealId: string; name: string }>;

/** One thing worth knowing about the customer's need was found out. */
export type QualificationRecorded = Event<
  'QualificationRecorded',
  { dealId: string; framework: string; slot: string; value: string; evidenceId?: string }
>;

/** The customer raised an objection. */
export type ObjectionRaised = Event<'ObjectionRaised', { dealId: string; topic: string }>;

/** An objection was answered to the customer's satisfaction. */
export type ObjectionResolved = Event<'ObjectionResolved', { dealId: string; topic: string }>;

/** Working time was spent on the deal. */
export type EffortLogged = Event<
  'EffortLogged',
  {
    dealId: string;
    /** @minimum 0 */
    hours: number;
    kind: string;
    stepKey?: string;
  }
>;

/** Somebody began a piece of work for the deal. */
export type WorkStarted = Event<
  'WorkStarted',
  { dealId: string; workId: string; stepKey?: string; outputId?: string; consumerId?: string }
>;

/** A piece of work for the deal was finished. */
export type WorkCompleted = Event<
  'WorkCompleted',
  { dealId: string; workId: string; stepKey?: string; outputId?: string; consumerId?: string }
>;

/** Something was given away to get the order. */
export type ConcessionGranted = Event<
  'ConcessionGranted',
  {
    dealId: string;
    /** @asType integer */
    amountMinor: number;
    currency?: string;
    kind: string;
  }
>;

/** One side promised the other something. */
export type CommitmentMade = Event<
  'CommitmentMade',
  { dealId: string; commitmentId: string; byParty: string; dueAt?: string }
>;

/** A promise was kept. */
export type CommitmentKept = Event<'CommitmentKept', { dealId: string; commitmentId: string }>;

/** The customer bought. */
export type DealWon = Event<
  'DealWon',
  {
    dealId: string;
    /** @asType integer */
    amountMinor?: number;
    currency?: string;
  }
>;

/** The customer bought elsewhere, or declined. */
export type DealLost = Event<
  'DealLost',
  { dealId: string; reason?: string; statedBy?: 'buyer' | 'rep'; competitor?: string }
>;

/** The customer decided nothing: the deal ended without a winner. */
export type DealNoDecision = Event<'DealNoDecision', { dealId: string; reason?: string }>;

/** The seller gave the deal up as not worth pursuing. */
export type DealDisqualified = Event<
  'DealDisqualified',
  { dealId: string; reason?: string; recommendationId?: string }
>;

/** A closed deal came to life again; its next attempt begins. */
export type DealReopened = Event<'DealReopened', { dealId: string; reason?: string }>;

/** This deal turned out to be the same case as another, which goes on for both. */
export type DealsMerged = Event<'DealsMerged', { dealId: string; survivorId: string }>;

/** Somebody named why the deal ended as it did. */
export type CauseAssigned = Event<'CauseAssigned', { dealId: string; causeId: string; by: string }>;

/** A further need of the same customer showed. */
export type OpportunitySurfaced = Event<
  'OpportunitySurfaced',
  {
    dealId: string;
    kind: 'cross' | 'up';
    sku?: string;
    /** @asType integer */
    valueMinor?: number;
    childDealId?: string;
  }
>;

/** A further product was offered to the customer. */
export type OpportunityOffered = Event<
  'OpportunityOffered',
  {
    dealId: string;
    kind: 'cross' | 'up';
    sku?: string;
    /** @asType integer */
    valueMinor?: number;
    childDealId?: string;
  }
>;

/** The customer took the further offer. */
export type OpportunityAccepted = Event<
  'OpportunityAccepted',
  {
    dealId: string;
    kind: 'cross' | 'up';
    sku?: string;
    /** @asType integer */
    valueMinor?: number;
    childDealId?: string;
  }
>;

/** The customer told where their own buying stands. */
export type BuyerStepReported = Event<'BuyerStepReported', { dealId: string; buyerStep: string; personId?: string }>;

/** The customer confirmed by an act of their own that a step is reached. */
export type CustomerConfirmed = Event<
  'CustomerConfirmed',
  { dealId: string; stepKey: string; personId?: string; evidenceId?: string }
>;

/** The customer took a confirmation back. */
export type CustomerConfirmationRetracted = Event<
  'CustomerConfirmationRetracted',
  { dealId: string; stepKey: string; personId?: string; evidenceId?: string }
>;

/** A deal in flight was moved to another version of its process, step by step. */
export type DealMigratedToVersion = Event<
  'DealMigratedToVersion',
  {
    dealId: string;
    /** @asType integer
     *  @minimum 1 */
    from: number;
    /** @asType integer
     *  @minimum 1 */
    to: number;
    stepMap: { [fromStepKey: string]: string };
    by: string;
  }
>;

/** The source does not have, or did not send, part of the deal's past. */
export type HistoryGapReported = Event<'HistoryGapReported', { dealId: string; reason: string }>;

export type DealEvent =
  | DealOpened
  | DealAmended
  | OwnerChanged
  | StepEntered
  | StepCompleted
  | StepSkipped
  | WaiverGranted
  | PaperworkAttached
  | ParticipantJoined
  | ForecastRecorded
  | CompetitorIdentified
  | CompetitorDropped
  | QualificationRecorded
  | ObjectionRaised
  | ObjectionResolved
  | EffortLogged
  | WorkStarted
  | WorkCompleted
  | ConcessionGranted
  | CommitmentMade
  | CommitmentKept
  | DealWon
  | DealLost
  | DealNoDecision
  | DealDisqualified
  | DealReopened
  | DealsMerged
  | CauseAssigned
  | OpportunitySurfaced
  | OpportunityOffered
  | OpportunityAccepted
  | BuyerStepReported
  | CustomerConfirmed
  | CustomerConfirmationRetracted
  | DealMigratedToVersion
  | HistoryGapReported;
