/** What the journal, and with it the topic of findings, says of a drift. Add members, never change one. */
export interface DriftFinding {
  /** The process whose deals changed; null: deals that follow none. */
  readonly processId: string | null;
  /** What changed, as in the table `drift`: control_flow, duration, handover or conformance. Further kinds may come. */
  readonly drift: string;
  /** When the first deal of the new way was opened.
   *  @format date-time */
  readonly sinceAt: string | null;
  readonly firstNewDealId: string | null;
  readonly lastOldDealId: string | null;
  /** Of a measure: which way it moved, up or down. */
  readonly direction: string | null;
  /** Whether a version of the process came into effect there; null where no version of it is known. */
  readonly planned: boolean | null;
}
