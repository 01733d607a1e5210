import { type Event } from '@gemba/event-sourcing';

/*
 * Names and shapes below are the storage format. Never change one: add a new type, or an upcaster beside it.
 * Stream: conversation-<conversationId>, the source's own thread or activity id.
 */

export type Medium = 'email' | 'phone' | 'visit' | 'chat' | 'post' | 'social';

/** The seller got in touch to move a quote or deal on. */
export type FollowUpSent = Event<
  'FollowUpSent',
  {
    conversationId: string;
    dealId?: string;
    quoteIds?: readonly string[];
    medium: Medium;
    personId?: string;
    automated?: boolean;
  }
>;

/** The customer answered. */
export type CustomerReplied = Event<
  'CustomerReplied',
  { conversationId: string; dealId?: string; medium: Medium; personId?: string }
>;

/** Seller and customer talked with each other. */
export type ConversationHeld = Event<
  'ConversationHeld',
  {
    conversationId: string;
    dealId?: string;
    participants: readonly string[];
    jobToBeDone?: string;
    initiatedBy?: 'seller' | 'customer';
  }
>;

/** An interaction proved decisive for the customer. */
export type MomentOfTruthRecorded = Event<
  'MomentOfTruthRecorded',
  { conversationId: string; dealId?: string; kind: string; rating: number; weight?: number }
>;

/** Something known was passed on to those who need it. */
export type KnowledgeShared = Event<
  'KnowledgeShared',
  { conversationId: string; dealId?: string; topic: string; to: readonly string[] }
>;

/** The customer was told about a step, in the wording that was current. */
export type StepMessageSent = Event<
  'StepMessageSent',
  {
    conversationId: string;
    dealId?: string;
    stepKey: string;
    /** @asType integer
     *  @minimum 1 */
    version: number;
    personId?: string;
  }
>;

export type ConversationEvent =
  FollowUpSent | CustomerReplied | ConversationHeld | MomentOfTruthRecorded | KnowledgeShared | StepMessageSent;
