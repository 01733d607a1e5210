import { type RowContext, type SourceRow } from '../rows/source-row';

/** Reads one value of a row; undefined where it is absent or empty. */
export type ReadText = (context: RowContext) => string | undefined;

const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const column = (name: string): ReadText => {
  return ({ row }) => filled(row.fields.get(name) ?? row.trace.defaults.get(name));
};

const eventNumber = ({ rowNumber, trace }: SourceRow): string => String(rowNumber - trace.rowsBefore);

/** What is known of a row beside its columns. */
const builtInsOf = (source: string): Readonly<Record<string, ReadText>> => ({
  case: ({ caseId }) => filled(caseId),
  deal: ({ caseId }) => (caseId === '' ? undefined : `${source}:${caseId}`),
  at: ({ time }) => time?.instant,
  source: () => source,
  rowNumber: ({ row }) => String(row.rowNumber),
  eventNumber: ({ row }) => eventNumber(row),
  traceNumber: ({ row }) => String(row.trace.traceNumber),
});

const BUILT_INS = builtInsOf('');

/** Whether a reference names what is known of a row beside its columns. */
export const isBuiltIn = (reference: string): boolean => Object.hasOwn(BUILT_INS, reference);

/** Turns references into readers; derived columns come before built-in names, those before columns. */
export class ReferenceReader {
  private readonly builtIns: Readonly<Record<string, ReadText>>;
  private readonly derived = new Map<string, ReadText>();

  constructor(
    source: string,
    private readonly format: 'csv' | 'xes',
  ) {
    this.builtIns = builtInsOf(source);
  }

  derive(name: string, read: ReadText): void {
    this.derived.set(name, read);
  }

  read(reference: string): ReadText {
    const builtIn = Object.hasOwn(this.builtIns, reference) ? this.builtIns[reference] : undefined;
    return this.derived.get(reference) ?? builtIn ?? this.readColumn(reference);
  }

  /** As `read`, for places where only what the file holds makes sense: no built-in name hides a column. */
  readColumn(reference: string): ReadText {
    const derived = this.derived.get(reference);
    if (derived !== undefined) return derived;
    if (reference.startsWith('row.')) return column(reference.slice(4));
    return (this.format === 'xes' ? this.xesScope(reference) : null) ?? column(reference);
  }

  private xesScope(reference: string): ReadText | null {
    if (reference.startsWith('trace.')) {
      const name = reference.slice('trace.'.length);
      return ({ row }) => filled(row.trace.fields.get(name));
    }
    if (!reference.startsWith('log.')) return null;
    const name = reference.slice('log.'.length);
    return ({ row }) => filled(row.trace.log.get(name));
  }
}
