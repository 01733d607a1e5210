import { relative } from 'node:path';
import { type Instance } from '@gemba/platform';
import { Client } from 'pg';
import { type GembaClient } from '../client/gemba-client';
import { CliFailure, EXIT } from '../failure/cli-failure';
import { note, print, printJson } from '../output/print';
import { progressBar } from '../output/progress-bar';
import { readReplay } from '../replay/read-replay';
import { replayText } from '../replay/replay-text';
import { waitUntilFresh } from '../status/wait-until-fresh';
import { type DemoPlan, periodEnd, planEndingBefore, planOf } from './demo-plan';
import { type FeedFigures, feedOrganisation } from './feed-organisation';
import { type Findings, readFindings } from './findings';
import { feedText, findingsText } from './findings-text';
import { openGemba } from './standalone-child';

export interface DemoWishes {
  readonly deals: number;
  readonly seed: number;
  /** First day of the year, `YYYY-MM-DD`; null: a year ago. */
  readonly start: string | null;
  /** End when it has said what it found. */
  readonly exit: boolean;
  readonly json: boolean;
}

const REPLAY_EVENTS_SHOWN = 10;
const WIDTH_WITHOUT_TERMINAL = 160;

const wishedPlan = ({ seed, deals, start }: DemoWishes): DemoPlan => {
  const plan = planEndingBefore(new Date(), { seed, deals });
  return start === null ? plan : { ...plan, startDate: start };
};

/** Starts Gemba on the folder, feeds it, says what it found; goes on until Ctrl-C where somebody looks. */
export const runDemo = async (folder: string, wishes: DemoWishes): Promise<void> => {
  const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  note(`Starting Gemba on ${folder} …`);
  const gemba = await openGemba(folder);
  const plan = planOf(folder, wishedPlan(wishes));
  const endedTooSoon = gemba.ended.then(() => {
    throw new CliFailure(EXIT.unforeseen, `Gemba ended before it was asked to: ${gemba.lastWords()}`);
  });
  try {
    const said = say(gemba.client, gemba.instance, plan, folder, wishes).then(() => true);
    const isDone = await Promise.race([said, interrupted.then(() => false), endedTooSoon]);
    if (!isDone || wishes.exit || !process.stdout.isTTY) return;
    note('', 'Gemba goes on until Ctrl-C. The same command continues on the same folder.');
    await Promise.race([interrupted, endedTooSoon]);
  } finally {
    await gemba.stop();
  }
};

const say = async (
  client: GembaClient,
  { httpUrl, sqlUrl }: Instance,
  plan: DemoPlan,
  folder: string,
  { json }: DemoWishes,
): Promise<void> => {
  const fed = await feed(client, plan);
  await untilFresh(client);
  const findings = await find(client, sqlUrl, plan);
  if (json) return printJson({ plan, fed, findings });
  const command = `GEMBA_DATA_DIR=${relative(process.cwd(), folder)} npx gemba`;
  print(
    `A synthetic sales organisation: ${plan.deals} deals in the year from ${plan.startDate}.`,
    feedText(fed),
    ...findingsText(findings),
    '',
    ...(await replayLines(client, findings.dealWorthAReplay, command)),
    '',
    `Look around: ${httpUrl}/docs · SQL for BI tools: ${command} sql-url · ${command} --help`,
  );
};

const feed = async (client: GembaClient, plan: DemoPlan): Promise<FeedFigures> => {
  const bar = progressBar('{value}/{total} deals · {events} messages answered');
  try {
    return await feedOrganisation(client, plan, (deals, events) =>
      bar.update(Math.min(deals, plan.deals), plan.deals, { events }),
    );
  } finally {
    bar.stop();
  }
};

const untilFresh = async (client: GembaClient): Promise<void> => {
  const bar = progressBar('{value}/{total} events in every table');
  try {
    await waitUntilFresh(client, {
      secondsMax: null,
      onLook: ({ tables }, wanted) =>
        bar.update(Math.min(...tables.map(({ position }) => Number(position))), Number(wanted)),
    });
  } finally {
    bar.stop();
  }
};

/** Asks as a BI tool does: with its role, which reads the published views and nothing else. */
const find = async (client: GembaClient, sqlUrl: string | null, plan: DemoPlan): Promise<Findings> => {
  if (sqlUrl === null) {
    throw new CliFailure(EXIT.usage, 'The demo needs a PostgreSQL of its own.', 'Unset GEMBA_DATABASE_URL.');
  }
  const sql = new Client({ connectionString: sqlUrl });
  await sql.connect();
  try {
    return await readFindings(client, sql, periodEnd(plan));
  } finally {
    await sql.end();
  }
};

const replayLines = async (client: GembaClient, dealId: string | null, command: string): Promise<string[]> => {
  if (dealId === null) return [];
  const replay = await readReplay(client, dealId, {});
  const [headline, , titles, ...entries] = replayText(replay);
  const width = (process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL) - 2;
  const shown = [titles!, ...entries.slice(-REPLAY_EVENTS_SHOWN)];
  return [
    `${headline}; its last ${REPLAY_EVENTS_SHOWN}:`,
    ...shown.map((line) => `  ${line.slice(0, width)}`.trimEnd()),
    `All of them: ${command} replay ${dealId}`,
  ];
};
