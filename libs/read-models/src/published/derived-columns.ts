import { type PublishedColumn } from './published-column';
import { unitOf } from './unit';

const NUMBERS: ReadonlySet<string> = new Set(['double precision', 'integer', 'bigint', 'numeric']);
const SECONDS_AN_HOUR = 3600;

const derived = (name: string, type: string, comment: string, expression: string): PublishedColumn => ({
  name,
  type,
  unit: unitOf(name, type),
  comment,
  nullable: true,
  isKey: false,
  expression,
});

const inHours = ({ name, type, comment }: PublishedColumn): PublishedColumn[] => {
  const [, stem, seconds] = /^(.+)_(b?)s$/.exec(name) ?? [];
  if (stem === undefined || !NUMBERS.has(type)) return [];
  const expression = `v.${name}::double precision / ${SECONDS_AN_HOUR}`;
  return [derived(`${stem}_${seconds!}h`, 'double precision', `${name} in hours. ${name}: ${comment}`, expression)];
};

const inMajorUnits = ({ name, comment }: PublishedColumn): PublishedColumn[] => {
  const [, stem] = /^(.+)_minor$/.exec(name) ?? [];
  if (stem === undefined) return [];
  const unknown = 'NULL where the amount or its currency is unknown, or ISO 4217 gives the currency no minor unit';
  return [
    derived(
      `${stem}_major`,
      'numeric',
      `${name} in major units of currency; ${unknown}. ${name}: ${comment}`,
      `:views.major_units(v.${name}, v.currency)`,
    ),
  ];
};

/**
 * What every view shows beside the columns that its SQL selects, so that no definition says it by hand: each duration in
 * hours too (`_s` → `_h`, `_bs` → `_bh`), each amount in major units (`_minor` → `_major`). Faults: names that are taken,
 * amounts without a currency.
 */
export const derivedColumns = (
  written: readonly PublishedColumn[],
): { readonly columns: readonly PublishedColumn[]; readonly faults: readonly string[] } => {
  const names = new Set(written.map(({ name }) => name));
  const columns = written.flatMap((column) => [...inHours(column), ...inMajorUnits(column)]);
  const faults = columns
    .filter(({ name }) => names.has(name))
    .map(({ name }) => `the column ${name} has the name of one that is derived`);
  const hasMoney = written.some(({ name }) => name.endsWith('_minor'));
  if (hasMoney && !names.has('currency'))
    faults.push('an amount in minor units says nothing without a column currency');
  return { columns, faults };
};
