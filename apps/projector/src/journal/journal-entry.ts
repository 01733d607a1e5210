import { canonicalJson, type JsonObject } from '@gemba/event-sourcing';
import { type Conclusion, type Conclusions, type Row } from '@gemba/read-models';

/** A conclusion that stands in a table, and what it is about: a deal, or the table itself where it is across deals. */
export interface Concluded extends Conclusion {
  readonly subject: string;
}

/** The journal's last word on a conclusion. */
export interface LastWord {
  readonly conclusionId: string;
  readonly subject: string;
  readonly kind: string;
  readonly holds: boolean;
  readonly conclusion: JsonObject;
}

/** What a conclusion was drawn from: everything up to a position, and nothing that happened after the as-of. */
export interface ConcludedAt {
  readonly position: string;
  readonly asOf: string;
}

/** An entry on its way into the journal. */
export interface NewEntry extends LastWord, ConcludedAt {
  /** Whose rows conclude it. */
  readonly table: string;
}

/** What rows conclude. Two rows that conclude the same would let one of them be taken back unseen. */
export const concludedBy = (
  table: string,
  { of }: Conclusions,
  rows: readonly Row[],
  subjectOf: (row: Row) => string,
): Concluded[] => {
  const concluded = rows.flatMap((row): Concluded[] => {
    const conclusion = of(row);
    return conclusion === null ? [] : [{ ...conclusion, subject: subjectOf(row) }];
  });
  if (new Set(concluded.map(({ conclusionId }) => conclusionId)).size < concluded.length)
    throw new Error(`Two rows of ${table} conclude the same: the id of a conclusion must tell them apart.`);
  return concluded;
};

const saysTheSame = (word: LastWord, { kind, detail, subject }: Concluded): boolean =>
  word.holds &&
  word.kind === kind &&
  word.subject === subject &&
  canonicalJson(word.conclusion) === canonicalJson(detail);

/** The entries by which the journal comes to say what stands in the table: none where it says so already. */
export const newEntries = (
  lastWords: readonly LastWord[],
  concluded: readonly Concluded[],
  retractedKind: string,
): LastWord[] => {
  const known = new Map(lastWords.map((word) => [word.conclusionId, word]));
  const standing = new Set(concluded.map(({ conclusionId }) => conclusionId));
  const drawn = concluded.flatMap((one): LastWord[] => {
    const word = known.get(one.conclusionId);
    if (word !== undefined && saysTheSame(word, one)) return [];
    const { conclusionId, subject, kind, detail } = one;
    return [{ conclusionId, subject, kind, holds: true, conclusion: detail }];
  });
  const gone = lastWords.filter(({ conclusionId, holds }) => holds && !standing.has(conclusionId));
  return [...drawn, ...gone.map((word) => ({ ...word, kind: retractedKind, holds: false }))];
};
