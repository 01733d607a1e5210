import { START } from '@gemba/event-sourcing';
import { PostgresEventStore } from '@gemba/event-store-postgres';
import { Client } from 'pg';
import Cursor from 'pg-cursor';

export interface ReadFigure {
  readonly eventsRead: number;
  /** Events a second, medians over the rounds. */
  readonly subscription: number;
  readonly cursor: number;
  /** Median over the rounds of subscription ÷ cursor, each pair measured one after the other. */
  readonly subscriptionToCursor: number;
}

const PAGE_EVENTS = 1_000;

/** The same columns in the same order, through the driver's cursor and its own parsers. */
const CURSOR_QUERY = `select event.*, stream.name as stream
from record.events as event join record.streams as stream using (stream_id)
where event.position <= $1 order by event.position`;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const rate = (events: number, startMs: number): number => Math.round((events * 1_000) / (performance.now() - startMs));

const bySubscription = async (url: string, events: number): Promise<number> => {
  const store = new PostgresEventStore({ connectionString: url });
  const enough = new AbortController();
  const startMs = performance.now();
  let read = 0;
  for await (const page of store.subscribe(START, enough.signal, PAGE_EVENTS)) {
    read += page.length;
    if (read >= events) break;
  }
  const figure = rate(read, startMs);
  enough.abort();
  await store.close();
  return figure;
};

const byCursor = async (url: string, events: number): Promise<number> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const startMs = performance.now();
  const cursor = client.query(new Cursor(CURSOR_QUERY, [events]));
  let read = 0;
  for (let rows = await cursor.read(PAGE_EVENTS); rows.length > 0; rows = await cursor.read(PAGE_EVENTS)) {
    read += rows.length;
  }
  const figure = rate(read, startMs);
  await client.end();
  return figure;
};

/** Reads the first events of a filled record both ways, in turn. */
export const readFigures = async (appUrl: string, eventsRead = 200_000, rounds = 3): Promise<ReadFigure> => {
  const pairs: { subscription: number; cursor: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    pairs.push({ subscription: await bySubscription(appUrl, eventsRead), cursor: await byCursor(appUrl, eventsRead) });
  }
  const ratio = median(pairs.map(({ subscription, cursor }) => subscription / cursor));
  return {
    eventsRead,
    subscription: median(pairs.map(({ subscription }) => subscription)),
    cursor: median(pairs.map(({ cursor }) => cursor)),
    subscriptionToCursor: Math.round(ratio * 100) / 100,
  };
};
