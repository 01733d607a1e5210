import { type Json } from '@gemba/event-sourcing';
import { type PublishedView } from './published-view';

interface ConstantColumn {
  readonly type: string;
  readonly comment: string;
}

/** Rows as text that no placeholder of a schema is found in. */
const rowsText = (rows: readonly object[]): string =>
  JSON.stringify(rows)
    .replace(/:(?=(?:tables|views)\b)/g, '\\u003a')
    .replaceAll("'", "''");

/** A view whose rows are part of its definition: what is said about the schema itself. */
export const constantView = <Column extends string>(
  view: { readonly name: string; readonly comment: string; readonly key: readonly NoInfer<Column>[] },
  columns: Readonly<Record<Column, ConstantColumn>>,
  rows: readonly Readonly<Record<Column, Json>>[],
): PublishedView => {
  const described = Object.entries<ConstantColumn>(columns);
  const typed = described.map(([name, { type }]) => `${name} ${type}`).join(', ');
  return {
    ...view,
    freshness: 'definition',
    columns: described.map(([name, { type, comment }]) => ({
      name,
      type,
      unit: null,
      comment,
      isKey: (view.key as readonly string[]).includes(name),
      nullable: !(view.key as readonly string[]).includes(name),
      expression: null,
    })),
    functions: [],
    query: `select * from json_to_recordset('${rowsText(rows)}') as rows (${typed})`,
    rest: '',
  };
};
