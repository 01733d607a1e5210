/** Something that makes a process unclear to those who work by it. */
export interface LintFault {
  readonly code:
    | 'no-steps'
    | 'owner-missing'
    | 'people-missing'
    | 'paperwork-missing'
    | 'duration-missing'
    | 'exit-missing'
    | 'ordinal-twice'
    | 'ordinal-gap'
    | 'next-unknown'
    | 'no-end'
    | 'step-unreachable'
    | 'step-without-way-out'
    | 'join-never-met'
    | 'join-unsaid'
    | 'from-customer-unknown'
    | 'handover-step-unknown'
    | 'receiver-missing'
    | 'receiver-is-sender'
    | 'handover-without-items'
    | 'item-twice';
  /** What it is about: `steps.approach.exit`, `handovers.to-order-desk.toTeam`. */
  readonly field: string;
  /** The fault and its remedy in one sentence. */
  readonly message: string;
}
