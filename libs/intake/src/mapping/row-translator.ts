import { type StreamWrite } from '@gemba/event-sourcing';
import { checkFact, type Fact } from '../envelope/fact';
import { fault, type IntakeFault, Refused, refuse } from '../envelope/fault-codes';
import { factsItem, refusedItem, type TranslatedItem } from '../translation';
import { type RowHolds } from './condition';
import { type MakeDraft } from './emit';
import { type ReadText } from './reference';
import { type RowIds } from './row-id';
import { type ReadTime, type RowContext, type SourceRow } from '../rows/source-row';

/** A rule, compiled. */
export interface CompiledRule {
  readonly holds: RowHolds;
  readonly emits: readonly NamedMaker[];
}

export interface NamedMaker {
  readonly type: string;
  readonly make: MakeDraft;
}

/** What a translator of rows is made of. */
export interface RowTranslatorParts {
  readonly readCase: ReadText;
  readonly readTime: (context: RowContext) => ReadTime | null;
  readonly ids: RowIds;
  readonly rules: readonly CompiledRule[];
  readonly match: 'first' | 'all';
  readonly fallBack: readonly NamedMaker[];
}

/** Events of one row keep their order inside the row's place in the file: that many places each row has. */
const PLACES_OF_A_ROW = 100;

/**
 * The first event of a row carries the row's id; further ones add their type, and a number when that comes again. So
 * an event that a mended mapping adds to a row leaves the ids of its neighbours as they are.
 */
const eventIdsOf = (rowId: string, emits: readonly NamedMaker[]): readonly string[] => {
  if (emits.length === 1) return [rowId];
  const seen = new Map<string, number>();
  return emits.map(({ type }, index) => {
    const times = (seen.get(type) ?? 0) + 1;
    seen.set(type, times);
    if (index === 0) return rowId;
    return times === 1 ? `${rowId}#${type}` : `${rowId}#${type}${times}`;
  });
};

const writesOf = (facts: readonly Fact[]): StreamWrite[] => {
  const [only] = facts;
  if (facts.length === 1 && only !== undefined) return [{ stream: only.stream, expected: 'any', events: [only.event] }];
  const eventsOf = new Map<string, Fact['event'][]>();
  for (const { stream, event } of facts) eventsOf.set(stream, [...(eventsOf.get(stream) ?? []), event]);
  return [...eventsOf].map(([stream, events]) => ({ stream, expected: 'any', events }));
};

const caseMissing = (): never =>
  refuse('missing', 'case', 'The row names no case: what the mapping states under case is empty. Fill the column.');

/** What an import hands its rows to. */
export interface TranslatesRows {
  /** Never throws for what stands in a row. */
  translate(row: SourceRow): TranslatedItem;
}

/** Turns rows into facts. Holds the counters of one file: make a new one for each. */
export class RowTranslator implements TranslatesRows {
  constructor(private readonly parts: RowTranslatorParts) {}

  /** Never throws for what stands in a row: a row that cannot be read is refused whole, with its faults. */
  translate(row: SourceRow): TranslatedItem {
    try {
      const facts = this.factsOf(row);
      return factsItem(row.place, writesOf(facts));
    } catch (error) {
      if (error instanceof Refused) return refusedItem(row.place, error.faults, row.raw());
      throw error;
    }
  }

  private factsOf(row: SourceRow): Fact[] {
    const unplaced: RowContext = { row, caseId: '', time: null };
    const caseId = this.parts.readCase(unplaced) ?? caseMissing();
    const context: RowContext = { row, caseId, time: this.parts.readTime(unplaced) };
    const emits = this.emitsFor(context);
    const ids = eventIdsOf(this.parts.ids.next(context), emits);
    const facts: Fact[] = [];
    const faults: IntakeFault[] = [];
    for (let index = 0; index < emits.length; index++) {
      const sequence = String(row.rowNumber * PLACES_OF_A_ROW + index);
      const checked = checkFact(emits[index]!.make(context, ids[index]!, sequence));
      if ('faults' in checked) faults.push(...checked.faults);
      else facts.push(checked.fact);
    }
    if (faults.length > 0) throw new Refused(faults);
    return facts;
  }

  private emitsFor(context: RowContext): readonly NamedMaker[] {
    const { rules, match, fallBack } = this.parts;
    if (match === 'first') return rules.find(({ holds }) => holds(context))?.emits ?? fallBack;
    const emits = rules.filter(({ holds }) => holds(context)).flatMap((rule) => rule.emits);
    if (emits.length > PLACES_OF_A_ROW) {
      throw new Refused([
        fault('too-large', 'rules', `The rules make more than ${PLACES_OF_A_ROW} events of one row.`),
      ]);
    }
    return emits.length > 0 ? emits : fallBack;
  }
}
