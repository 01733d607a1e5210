/*
 * npm run evaluate:follow-up -- <file> [--mapping <shipped mapping>] [--landmark <days>] [--as-of <instant>]
 *
 * Reads a log through a shipped mapping and prints how its quotes were followed up: raw counts, counts of the chase, the
 * naive table (final outcome by all outbound messages) and the landmark table, which says what the naive one cannot.
 */
import { parseArgs } from 'node:util';
import { quantile } from '@gemba/process-analytics';
import {
  contextOf,
  dealOutcome,
  type DealOutcomeRow,
  dealSubjects,
  findingOf,
  followupDeal,
  type FollowupDealRow,
  followupEffect,
  type FollowupEffectRow,
  followupNaive,
  foldDealCase,
  type Row,
} from '@gemba/read-models';
import { SHIPPED_MAPPINGS } from '@gemba/intake';
import { historiesOfFile, type ShippedMapping } from '@gemba/read-models/testing';
import { instantIn, numberIn, oneOf, readableFile, runProgram, WrongInput } from '../support/command-line';

const DAY_S = 86_400;
const context = contextOf([]);

interface Tables {
  readonly outcomes: DealOutcomeRow[];
  readonly followUps: FollowupDealRow[];
  /** The last thing in the file. */
  readonly lastHappenedAt: string;
}

const tablesOf = async (mapping: ShippedMapping, file: string): Promise<Tables> => {
  const [outcomes, followUps]: [DealOutcomeRow[], FollowupDealRow[]] = [[], []];
  let lastHappenedAt = '';
  for (const [dealId, events] of await historiesOfFile(mapping, file)) {
    const dealCase = foldDealCase(dealId, events, context);
    outcomes.push(...dealOutcome.rows(dealCase, context));
    followUps.push(...followupDeal.rows(dealCase, context));
    if ((dealCase.lastHappenedAt ?? '') > lastHappenedAt) lastHappenedAt = dealCase.lastHappenedAt!;
  }
  return { outcomes, followUps, lastHappenedAt };
};

const shown = (value: number | null, digits = 4): string => (value === null ? '-' : value.toFixed(digits));

const quartiles = (values: readonly number[], unit: number): string =>
  [0.25, 0.5, 0.75].map((share) => shown((quantile(values, share) ?? NaN) / unit, 2)).join(' / ');

const gapsIn = (deals: readonly FollowupDealRow[], column: 'raw_after_s' | 'touch_after_s'): number[] =>
  deals.flatMap((deal) => {
    const times = deal[column] ?? [];
    return times.slice(1).map((s, i) => s - times[i]!);
  });

const countsOf = (deals: readonly FollowupDealRow[], count: 'raw_attempts' | 'attempts' | 'touches') => {
  const counts = deals.map((deal) => deal[count]).filter((n) => n > 0);
  const total = counts.reduce((sum, n) => sum + n, 0);
  return `${total} in ${counts.length} deals, median ${shown(quantile(counts, 0.5), 1)} a deal that has any`;
};

const printCounts = (deals: readonly FollowupDealRow[]): void => {
  console.log(`deals with a quote: ${deals.filter((deal) => deal.first_sent_at !== null).length}`);
  console.log(`raw attempts:       ${countsOf(deals, 'raw_attempts')}`);
  console.log(`  gaps in days:     ${quartiles(gapsIn(deals, 'raw_after_s'), DAY_S)} (quartiles, inclusive)`);
  console.log(`chase, attempts:    ${countsOf(deals, 'attempts')}`);
  console.log(`chase, touches:     ${countsOf(deals, 'touches')}`);
  console.log(`  gaps in days:     ${quartiles(gapsIn(deals, 'touch_after_s'), DAY_S)} (quartiles, inclusive)`);
};

const OUTCOMES = ['n', 'wins', 'lost', 'no_decision', 'open_n', 'censored_n'] as const;

const printTable = (title: string, rows: readonly Row[]): void => {
  console.log(`\n${title}`);
  for (const row of rows) {
    const columns = OUTCOMES.filter((name) => row[name] !== undefined).map((name) => `${name} ${String(row[name])}`);
    const interval = `${shown(row['rate_lo'] as number | null)} to ${shown(row['rate_hi'] as number | null)}`;
    const odds = typeof row['odds_ratio'] === 'number' ? `, odds ratio ${shown(row['odds_ratio'], 2)}` : '';
    const rate = shown(row['rate'] as number | null);
    console.log(`  ${String(row['bucket']).padEnd(13)} ${columns.join(', ')}: won ${rate} (${interval})${odds}`);
  }
};

const printLandmark = (rows: readonly FollowupEffectRow[], landmarkD: number): void => {
  for (const predictor of ['raw_attempts', 'touches', 'first_latency'] as const) {
    const table = rows.filter((row) => row.predictor === predictor);
    const [first] = table;
    if (first === undefined) continue;
    const all = table.reduce((sum, { n, censored_n }) => ({ n: sum.n + n, open: sum.open + censored_n }), {
      n: 0,
      open: 0,
    });
    printTable(`Landmark ${landmarkD} d, by ${predictor} up to it (${all.n} ended, ${all.open} still open)`, table);
    console.log(
      `  trend: chi2 ${shown(first.trend_chi2, 2)}, p ${first.trend_p?.toPrecision(3) ?? '-'}, slope ${shown(first.trend_slope)}`,
    );
    console.log(`  verdict: ${first.verdict}. ${findingOf('deal', landmarkD, predictor, first.verdict)}`);
  }
};

const SHOWS = `
What the landmark table shows: deals that were all equally old and undecided at the landmark, compared by what had been
done by then, so that a deal cannot gain follow-ups by living longer. What it does not show: that follow-ups cause or
prevent a sale. Whoever follows up chooses whom (easy cases, lost causes, complete files), and what was chosen is not in
the table; deals decided before the landmark are not in it either.`;

const evaluate = async (file: string, mapping: ShippedMapping, landmarkD: number, asOf?: string): Promise<void> => {
  const { outcomes, followUps, lastHappenedAt } = await tablesOf(mapping, file);
  if (outcomes.length === 0)
    throw new WrongInput(`${file} holds no deal by the mapping ${mapping}. Give another of them.`);
  const at = { asOf: asOf ?? lastHappenedAt };
  console.log(`as of ${at.asOf}`);
  printCounts(followUps);
  printTable('Naive: final outcome by all outbound messages (misleads)', followupNaive(followUps, outcomes, at));
  const subjects = { deal: dealSubjects(followUps, outcomes, at.asOf), quote: [] };
  printLandmark(followupEffect(subjects, at, { minN: 30, level: 0.05, landmarksD: [landmarkD] }), landmarkD);
  console.log(SHOWS);
};

const USAGE = 'npm run evaluate:follow-up -- <file> [--mapping <name>] [--landmark <days>] [--as-of <instant>]';

runProgram(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      mapping: { type: 'string', default: 'bpic2012' },
      landmark: { type: 'string', default: '14' },
      'as-of': { type: 'string' },
    },
  });
  const mapping = oneOf('--mapping', values.mapping, Object.keys(SHIPPED_MAPPINGS) as ShippedMapping[]);
  const landmarkD = numberIn('--landmark', values.landmark, 0);
  const asOf = values['as-of'] === undefined ? undefined : instantIn('--as-of', values['as-of']);
  await evaluate(readableFile('<file>', positionals[0], USAGE), mapping, landmarkD, asOf);
});
