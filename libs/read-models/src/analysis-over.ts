import { type Context } from './context';
import { type Analysis, type AsOf, type Row } from './read-model';

/** An analysis that knows the rows it is handed: `Inputs` has a member for each table, its columns in each row. */
interface TypedAnalysis<Inputs extends object, R extends Row> extends Omit<Analysis<R>, 'reads' | 'rows'> {
  readonly reads: { readonly [Table in keyof Inputs]: readonly (keyof Inputs[Table] & string)[] };
  readonly rows: (
    tables: { readonly [Table in keyof Inputs]: readonly Inputs[Table][] },
    at: AsOf,
    context: Context,
  ) => readonly R[];
}

/**
 * An analysis over deal-level tables. Whoever runs it hands in every table that `reads` names, so that the function may
 * take their rows for what they are: `analysisOver<{ work_item: WorkOfStats }>()({ … })`.
 */
export const analysisOver =
  <Inputs extends object>() =>
  <R extends Row>(analysis: TypedAnalysis<Inputs, R>): Analysis<R> =>
    analysis as unknown as Analysis<R>;
