import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: handover-<handoverId>: one receiver, one boundary, from first submission to its end.
 */

/** One thing the receiver needs, as the sender handed it over. */
export interface HandoverItem {
  readonly key: string;
  /** Without it the receiver cannot begin. */
  readonly required: boolean;
  /** Whether this deal needs it at all. */
  readonly applicable: boolean;
  /** What it is, or where it lies; absent when it is missing. */
  readonly value?: string;
  /** The sender's own check of it. */
  readonly valid: boolean;
  /** @minimum 0 */
  readonly weight?: number;
}

export interface ItemDefect {
  readonly key: string;
  readonly defect: 'missing' | 'invalid' | 'late' | 'wrong';
  readonly note?: string;
}

/** The sender passed the deal on, with everything the receiver asked for, or not quite. */
export type HandoverSubmitted = Event<
  'HandoverSubmitted',
  {
    handoverId: string;
    dealId: string;
    fromTeam: string;
    toTeam: string;
    /** @asType integer
     *  @minimum 1 */
    submissionNo: number;
    items: readonly HandoverItem[];
    /** The person who handed it over; another one has to take it. */
    by?: string;
  }
>;

/** The receiver took the work over. */
export type HandoverAccepted = Event<'HandoverAccepted', { handoverId: string; dealId?: string }>;

/** The receiver found items missing or wrong and sent the work back. */
export type HandoverRejected = Event<
  'HandoverRejected',
  { handoverId: string; dealId?: string; items: readonly ItemDefect[] }
>;

/** The sender took the submission back. */
export type HandoverWithdrawn = Event<'HandoverWithdrawn', { handoverId: string; dealId?: string; reason?: string }>;

/** The receiver had to go after something that should have been there. */
export type InformationChased = Event<
  'InformationChased',
  {
    handoverId: string;
    dealId?: string;
    key: string;
    /** @minimum 0 */
    hours?: number;
  }
>;

/** After acceptance something turned out to be missing or wrong: the defect had escaped. */
export type MissingInformationReported = Event<
  'MissingInformationReported',
  { handoverId: string; dealId?: string; key: string; foundAtStep?: string }
>;

export type HandoverEvent =
  | HandoverSubmitted
  | HandoverAccepted
  | HandoverRejected
  | HandoverWithdrawn
  | InformationChased
  | MissingInformationReported;
