import { Readable } from 'node:stream';
import { type JsonObject } from '@gemba/event-sourcing';
import { arrivalsOf, cloudEventOf, fieldSalesProcessFile } from '@gemba/intake';
import { type GembaClient } from '../client/gemba-client';
import { failureOfProblem, type Problem } from '../client/problem-failure';
import { EXIT } from '../failure/cli-failure';
import { type DemoPlan } from './demo-plan';
import { faultyMessages } from './faulty-messages';

/** What became of everything that was sent. */
export interface FeedFigures {
  readonly sent: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly seconds: number;
}

type AnswerLine = { readonly outcome: 'recorded' | 'duplicate' | 'quarantined' } | { readonly problem: Problem };

const PIECE_CHARACTERS = 64 * 1024;

/** The organisation's process was in force before anybody recorded anything. */
const publishProcess = async (client: GembaClient, { startDate, tz }: DemoPlan): Promise<void> => {
  const dayBefore = new Date(Date.parse(startDate) - 86_400_000).toISOString();
  await client.post('/v1/processes/publish', {
    file: fieldSalesProcessFile(tz),
    evidenceIds: ['crm:sales-handbook'],
    inForceSince: dayBefore,
    by: 'crm:head-of-sales',
  });
};

/** CloudEvents as lines, in the order in which they arrive; the faulty ones last. */
function* linesOf(plan: DemoPlan, onDeal: (line: number) => void): Generator<string> {
  let opening: JsonObject | undefined;
  let piece = '';
  let line = 0;
  for (const arrival of arrivalsOf(plan)) {
    const event = cloudEventOf(arrival);
    if (event === null) continue;
    line += 1;
    if (arrival.event.type === 'DealOpened' && !arrival.again) {
      opening ??= event;
      onDeal(line);
    }
    piece += `${JSON.stringify(event)}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  const faulty = opening === undefined ? [] : faultyMessages(opening);
  yield piece + faulty.map((message) => `${JSON.stringify(message)}\n`).join('');
}

/** Sends a year of deals through the front door, as its sources would. Sent again, it changes nothing. */
export const feedOrganisation = async (
  client: GembaClient,
  plan: DemoPlan,
  onProgress: (deals: number, answered: number) => void,
): Promise<FeedFigures> => {
  await publishProcess(client, plan);
  const startedAt = performance.now();
  const counts = { recorded: 0, duplicate: 0, quarantined: 0 };
  // What was sent may still wait in a buffer: a deal counts once the line that opened it was answered.
  const openings: number[] = [];
  let [deals, answered] = [0, 0];
  const lines = linesOf(plan, (line) => openings.push(line));
  const body = Readable.from(lines, { objectMode: false });
  for await (const line of client.stream<AnswerLine>('/v1/events', body, 'application/x-ndjson')) {
    if ('problem' in line) throw failureOfProblem(line.problem, EXIT.unavailable);
    counts[line.outcome] += 1;
    answered += 1;
    while (openings[deals] !== undefined && openings[deals]! <= answered) deals += 1;
    if (answered % 1_000 === 0) onProgress(deals, answered);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { recorded, duplicate: duplicates, quarantined } = counts;
  return { sent: answered, recorded, duplicates, quarantined, seconds };
};
