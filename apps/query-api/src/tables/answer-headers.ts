import { type TableFreshness } from '../freshness/freshness.dto';
import { type TableAnswer } from './table-answer';

/** Headers that say of any answer, CSV too, what it rests on. */
export const ANSWER_HEADERS = {
  'gemba-n': 'Rows that the filters let through, on all pages; told with the first page',
  'gemba-as-of': 'The instant that the rows are for; absent: as everything recorded says',
  'gemba-position': 'Everything recorded up to this position is in the answer',
  'gemba-recorded-at': 'When the event there was recorded',
  'gemba-state': 'fresh, stale or rebuilding',
  'gemba-lag-events': 'Recorded events that are not in it yet',
  'gemba-lag-seconds': 'Seconds since it held everything',
  link: 'rel="next": the next page (RFC 8288); absent on the last one',
} as const;

/** Of several tables that an answer rests on, the one that is furthest behind. */
const furthestBehind = (freshness: readonly TableFreshness[]): TableFreshness | undefined =>
  [...freshness].sort((a, b) => a.position - b.position)[0];

const stateOf = (freshness: readonly TableFreshness[]): string =>
  ['rebuilding', 'stale'].find((state) => freshness.some((each) => each.state === state)) ?? 'fresh';

/** The same question about the page that begins at a place. Relative, since nobody here knows what stands before us. */
const nextLink = (given: Readonly<Record<string, unknown>>, next: string): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    for (const each of Array.isArray(value) ? value : [value]) if (name !== 'after') query.append(name, String(each));
  query.append('after', next);
  return `<?${query}>; rel="next"`;
};

/** The headers of an answer to the query string `given`. */
export const headersOf = (
  given: Readonly<Record<string, unknown>>,
  { n, asOf, next, freshness }: TableAnswer,
): Record<string, string> => {
  const behind = furthestBehind(freshness);
  const known: Record<string, string | number | null | undefined> = {
    'gemba-n': n,
    'gemba-as-of': asOf,
    'gemba-position': behind?.position,
    'gemba-recorded-at': behind?.recordedAt,
    'gemba-state': behind === undefined ? null : stateOf(freshness),
    'gemba-lag-events': behind?.lagEvents,
    'gemba-lag-seconds': behind?.lagSeconds,
    link: next === null ? null : nextLink(given, next),
  };
  const said = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  return { vary: 'accept', ...Object.fromEntries(said.map(([name, value]) => [name, String(value)])) };
};
