import { type PublishedView } from './published-view';

interface End {
  readonly view: string;
  readonly columns: readonly string[];
}

/** How rows of one view find their one row of another. Rows whose columns are NULL find none. */
export interface Relationship {
  readonly from: End;
  readonly to: End;
  /** one-to-one: at most one row on either side. */
  readonly cardinality: 'many-to-one' | 'one-to-one';
}

const DATES = 'dim_date';

const typeOf = ({ columns }: PublishedView, name: string): string | undefined =>
  columns.find((column) => column.name === name)?.type;

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));

/** Keys of tables across deals name a row of that table and nothing in the world. */
const mayBeFound = ({ freshness }: PublishedView): boolean => freshness !== 'analysis';

/** The views whose key is about something that other views speak of too; of two with one key the first listed. */
const homes = (views: readonly PublishedView[]): PublishedView[] =>
  views.filter(mayBeFound).filter((view, i, all) => all.findIndex((other) => isSame(other.key, view.key)) === i);

const speaksOf = (from: PublishedView, home: PublishedView): boolean =>
  from !== home && home.key.every((name) => typeOf(from, name) === typeOf(home, name));

/** Of homes that lead on to each other only the nearest: a submission finds its deal by way of its handover. */
const nearest = (found: readonly PublishedView[]): PublishedView[] =>
  found.filter(
    ({ key }) => !found.some((other) => other.key.length > key.length && key.every((name) => other.key.includes(name))),
  );

const byDate = (from: PublishedView, views: readonly PublishedView[]): Relationship[] => {
  const dates = views.find(({ name }) => name === DATES);
  if (dates === undefined || from === dates) return [];
  return from.columns
    .filter(({ name, type }) => type === 'date' && name !== dates.key[0])
    .map(({ name }) => ({
      from: { view: from.name, columns: [name] },
      to: { view: DATES, columns: dates.key },
      cardinality: 'many-to-one' as const,
    }));
};

/**
 * Which views join by what, derived from their keys: a view that has all key columns of another, of the same types, finds
 * its one row there; a date finds its day.
 */
export const relationships = (views: readonly PublishedView[]): Relationship[] =>
  views.flatMap((from) => [
    ...nearest(homes(views).filter((home) => speaksOf(from, home))).map((home) => ({
      from: { view: from.name, columns: home.key },
      to: { view: home.name, columns: home.key },
      cardinality: isSame(from.key, home.key) ? ('one-to-one' as const) : ('many-to-one' as const),
    })),
    ...byDate(from, views),
  ]);
