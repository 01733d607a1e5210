/** Units by what a name ends with, the longer ending first. */
const BY_ENDING: readonly (readonly [RegExp, string])[] = [
  [/_bs$/, 'business seconds'],
  [/_s$/, 'seconds'],
  [/_bh$/, 'business hours'],
  [/_(h|hours)$/, 'hours'],
  [/_d$/, 'days of 86,400 seconds'],
  [/_bits$/, 'bits'],
  [/_minor$/, 'minor units of currency'],
  [/_major$/, 'major units of currency'],
];
/** Names that end alike and mean something else: the H of Kruskal and Wallis. They are older than the rule. */
const NO_HOURS: ReadonlySet<string> = new Set(['counts_h', 'gaps_h']);

const SHARE = /(^|_)(rate|share|fitness|completeness|adherence|pca)(_|$)/;
const PROBABILITY = /^p$|_p$/;

/** The unit that a column's name promises; null: none, or the comment says it. */
export const unitOf = (name: string, type: string): string | null => {
  if (type === 'text' || NO_HOURS.has(name)) return null;
  const ending = BY_ENDING.find(([pattern]) => pattern.test(name));
  if (ending !== undefined) return ending[1];
  if (type === 'double precision' && SHARE.test(name)) return 'share, 0 to 1';
  if (type === 'double precision' && PROBABILITY.test(name)) return 'probability';
  return null;
};
