import { JournalDraft } from './journal-draft';
import { JournalTable } from './journal-table';

/**
 * What Gemba concluded, and when. Entries are only ever added, in the transaction that changes the rows they speak of,
 * and only where the last word was another: computing a table anew, however often, adds nothing.
 */
export class Journal {
  private readonly table: JournalTable;

  constructor(tables: string) {
    this.table = new JournalTable(tables);
  }

  /** Collects what one transaction concludes. */
  draft(): JournalDraft {
    return new JournalDraft(this.table);
  }
}
