import { askText, type AskAnswer } from './ask-text';
import { filterOption, questionOf, QUESTIONS } from './questions';

const answer = (rows: AskAnswer['rows'], changes: Partial<AskAnswer> = {}): AskAnswer => ({
  rows,
  n: rows.length,
  asOf: null,
  next: null,
  freshness: [{ table: 'win_rate', state: 'fresh', lagEvents: 0 }],
  ...changes,
});
const rate = (
  scopeValue: string | null,
  won: number,
  decidedN: number,
  interval: readonly [number, number] | null,
) => ({
  ...{ groupId: `["${scopeValue}"]`, unit: 'deal', scope: 'team', scopeValue, periodKind: 'all', period: null },
  ...{ rateDecided: interval === null ? null : won / decidedN, decidedN, evidence: 'sufficient' },
  ...{ rateDecidedLo: interval?.[0] ?? null, rateDecidedHi: interval?.[1] ?? null },
});

describe('an answer as people read it', () => {
  it('shows a rate with its interval and its cases, and once what all rows share', () =>
    expect(
      askText(
        questionOf('win-rates'),
        answer([rate('desk', 1, 3, [0.0615, 0.79234]), rate('plant', 0, 0, null)], {
          n: 7,
          asOf: '2026-03-01T00:00:00.000000Z',
          next: 'k',
        }),
      ),
    ).toEqual([
      'All: unit deal · scope team · periodKind all · evidence sufficient',
      'scopeValue  rateDecided  95 % interval     decidedN',
      'desk        0.3333       0.0615 to 0.7923         3',
      'plant                                             0',
      '2 of 7 rows · as of 2026-03-01 00:00:00Z · win_rate fresh · there are more: --limit, or --csv for all',
    ]));

  it('says that there is nothing, and how late it is', () =>
    expect(
      askText(
        questionOf('win-rates'),
        answer([], { freshness: [{ table: 'win_rate', state: 'stale', lagEvents: 3 }] }),
      ),
    ).toEqual(['0 rows · win_rate stale, 3 events behind']));

  it('leaves an end of an interval open that nobody knows', () => {
    const stats = { stepKey: 'offer', n: 4, kmP50D: 2.25, kmP50LowD: 1, kmP50HighD: null };
    expect(askText(questionOf('stage-duration-stats'), answer([stats]))[1]).toMatch(/offer +2\.25 +1 to \? +4/);
  });
});

describe('what is asked on the command line', () => {
  it('is a question that there is', () => {
    expect(QUESTIONS.map(({ path }) => path)).toEqual(expect.arrayContaining(['deals', 'findings', 'win-rates']));
    expect(() => questionOf('weather')).toThrow('There is no question "weather".');
  });

  it('is narrowed down by filters, several of one name too', () => {
    const filters = ['team=desk', 'team=a=b', 'open=true'].reduce<ReturnType<typeof filterOption>>(
      (before, text) => filterOption(text, before),
      {},
    );
    expect(filters).toEqual({ team: ['desk', 'a=b'], open: ['true'] });
    expect(() => filterOption('team')).toThrow('--filter is "team".');
  });
});
