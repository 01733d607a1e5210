import {
  type CadenceDefined,
  type HandoverDefined,
  type ProcessDrafted,
  type ProcessReviewed,
  type StepDefined,
  type StepMessageVersioned,
} from './process-definition.events';

/** Begins work on the next version; a draft that was never published is left behind. */
export interface DraftVersion {
  readonly type: 'DraftVersion';
  readonly data: ProcessDrafted['data'];
}

/** Describes a step of the draft, or describes it anew. */
export interface DefineStep {
  readonly type: 'DefineStep';
  readonly data: StepDefined['data'];
}

/** Describes what has to be handed over at a boundary of the draft. */
export interface DefineHandover {
  readonly type: 'DefineHandover';
  readonly data: HandoverDefined['data'];
}

/** Lays down the rhythm of follow-ups of the draft. */
export interface DefineCadence {
  readonly type: 'DefineCadence';
  readonly data: CadenceDefined['data'];
}

/** Gives the words for a step a new version; they may change without a new version of the process. */
export interface WordStepMessage {
  readonly type: 'WordStepMessage';
  readonly data: StepMessageVersioned['data'];
}

/** The decision to publish, beside what is published. */
export interface Publication {
  /** When it is said: an instant that comes with the command, since nothing in here knows the time. */
  readonly now: string;
  /** Deals opened from here on follow the version; absent: from now. */
  readonly effectiveFrom?: string;
  /** What the change rests on. Without any, `emergencyReason` has to say why it cannot wait. */
  readonly evidenceIds: readonly string[];
  readonly emergencyReason?: string;
  /** What becomes of deals in flight. */
  readonly migration: 'stay' | 'move';
  readonly by?: string;
}

/** Makes the draft an immutable version. */
export interface PublishVersion extends Publication {
  readonly type: 'PublishVersion';
  readonly processId: string;
  readonly version: number;
}

/** Gives a published version to no new deal any more. */
export interface RetireVersion {
  readonly type: 'RetireVersion';
  readonly processId: string;
  readonly version: number;
  readonly by?: string;
}

/** Records what people found when they looked at the process together. */
export interface ReviewProcess {
  readonly type: 'ReviewProcess';
  readonly data: ProcessReviewed['data'] & { readonly reviewId: string };
}

export type ProcessCommand =
  | DraftVersion
  | DefineStep
  | DefineHandover
  | DefineCadence
  | WordStepMessage
  | PublishVersion
  | RetireVersion
  | ReviewProcess;
