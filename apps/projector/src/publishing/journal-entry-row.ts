import { type JsonObject } from '@gemba/event-sourcing';

/** An entry of the journal, as it lies there. */
export interface JournalEntryRow {
  /** Decimal digits. */
  readonly entryId: string;
  /** Canonical instant. */
  readonly concludedAt: string;
  readonly kind: string;
  readonly table: string;
  readonly conclusionId: string;
  readonly subject: string;
  readonly holds: boolean;
  /** Place in the record, in decimal digits. */
  readonly position: string;
  /** Canonical instant. */
  readonly asOf: string;
  readonly conclusion: JsonObject;
}

/** Which journal and which record an entry is of. */
export interface JournalOrigin {
  readonly journalId: string;
  readonly incarnation: string;
}
