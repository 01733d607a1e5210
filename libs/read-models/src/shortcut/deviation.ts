import { type HistoryEvent } from '../history';
import { type ProcessVersion } from '../context';

export type ShortcutKind =
  'skip' | 'disorder' | 'missing_paperwork' | 'missing_person' | 'bypassed_handover' | 'backdating' | 'batch_entry';

/** A way around the process, found in a deal, whether or not it was allowed. */
export interface Deviation {
  readonly kind: ShortcutKind;
  /** The step it is about; null where it is about several. */
  readonly stepKey: string | null;
  /** What is missing: the paper, the role, the receiver; null where nothing is. */
  readonly item: string | null;
  /** Events that show it. */
  readonly evidence: readonly HistoryEvent[];
  /** The event by which it was done, as far as one tells of it. */
  readonly at: HistoryEvent | null;
  /** When it was made good after all. */
  readonly remediedBy: HistoryEvent | null;
  /** Hours between happening and keying in; null for other kinds. */
  readonly entryLagHours: number | null;
  readonly version: ProcessVersion | null;
}

export const deviation = (
  kind: ShortcutKind,
  stepKey: string | null,
  evidence: readonly HistoryEvent[],
  more: Partial<Deviation> = {},
): Deviation => ({
  kind,
  stepKey,
  item: null,
  evidence,
  at: evidence.at(-1) ?? null,
  remediedBy: null,
  entryLagHours: null,
  version: null,
  ...more,
});
