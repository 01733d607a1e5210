/** What the journal, and with it the topic of findings, says of a way around the process. Add members, never change one. */
export interface ShortcutFinding {
  readonly dealId: string;
  /** Its kind as in the table `shortcut`, such as skip or backdating. Further kinds may come. */
  readonly shortcut: string;
  /** The step it is about; null where it is about several. */
  readonly stepKey: string | null;
  /** What is missing: the paper, the role, the receiver; null where nothing is. */
  readonly item: string | null;
  /** Who did it, as far as an event tells. */
  readonly actorId: string | null;
  /** When it was done; null where no time is known.
   *  @format date-time */
  readonly occurredAt: string | null;
  /** Ids of the recorded events that show it. */
  readonly evidence: readonly string[];
}
