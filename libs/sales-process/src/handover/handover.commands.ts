import { type HandoverItemDefinition } from '../process-definition/process-definition.events';
import { type HandoverItem, type ItemDefect } from './handover.events';

/**
 * Each command names the submission it is about (1 for the first), so that one that arrives twice, or long after the
 * handover has moved on, is recognised.
 */
interface AboutSubmission {
  readonly handoverId: string;
  readonly submissionNo: number;
}

/** The sender passes the deal on; after a rejection or withdrawal, again, under the next number. */
export interface SubmitHandover extends AboutSubmission {
  readonly type: 'SubmitHandover';
  readonly dealId: string;
  readonly fromTeam: string;
  readonly toTeam: string;
  readonly items: readonly HandoverItem[];
  /** What the receiver needs at this boundary, as the published process defines it, where it does. */
  readonly checklist?: readonly HandoverItemDefinition[];
  /** The person who submits. */
  readonly by?: string;
}

/** The receiver takes the work over. */
export interface AcceptHandover extends AboutSubmission {
  readonly type: 'AcceptHandover';
  readonly byTeam: string;
  /** The person who accepts. */
  readonly by?: string;
}

/** The receiver sends the work back and names what is wrong with it. */
export interface RejectHandover extends AboutSubmission {
  readonly type: 'RejectHandover';
  readonly byTeam: string;
  readonly items: readonly ItemDefect[];
}

/** The sender takes the submission back. */
export interface WithdrawHandover extends AboutSubmission {
  readonly type: 'WithdrawHandover';
  readonly byTeam: string;
  readonly reason?: string;
}

export type HandoverCommand = SubmitHandover | AcceptHandover | RejectHandover | WithdrawHandover;
