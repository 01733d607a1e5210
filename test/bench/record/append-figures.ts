import { PostgresEventStore } from '@gemba/event-store-postgres';
import { Pool } from 'pg';
import { type Batch, type BatchShape, makeBatches, openingEvents } from './bench-events';
import { RawTable, throughTheStore, type WayToRecord } from './ways-to-record';

export interface AppendFigure extends BatchShape {
  readonly writers: number;
  /** Events a second, medians over the rounds. */
  readonly store: number;
  readonly rawInsert: number;
  readonly rawCopy: number;
  /** Median over the rounds of store ÷ raw insert, each pair measured one after the other. */
  readonly storeToRawInsert: number;
}

/** Both sides get as many. */
const CONNECTIONS = 2;
const WRITERS = [1, 64];
const SHAPES: readonly BatchShape[] = [
  { eventsPerBatch: 1, streamsPerBatch: 1, isKnown: true },
  { eventsPerBatch: 10, streamsPerBatch: 10, isKnown: true },
  { eventsPerBatch: 500, streamsPerBatch: 25, isKnown: false },
  { eventsPerBatch: 500, streamsPerBatch: 25, isKnown: true },
  { eventsPerBatch: 500, streamsPerBatch: 500, isKnown: false },
  { eventsPerBatch: 500, streamsPerBatch: 500, isKnown: true },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Events a second of so many writers, each sending its next batch when the last one is durable. */
const rateOf = async (way: WayToRecord, batches: readonly Batch[], writers: number): Promise<number> => {
  const queue = batches.values();
  const events = batches.reduce((count, batch) => count + batch.length, 0);
  const write = async (): Promise<void> => {
    for (const batch of queue) await way(batch);
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: writers }, write));
  return Math.round((events * 1_000) / (performance.now() - startMs));
};

const batchesFor = ({ eventsPerBatch }: BatchShape, writers: number, eventsPerRound: number): number => {
  // A lone writer of single events waits for the disk each time: fewer will do.
  const events = writers === 1 && eventsPerBatch < 500 ? eventsPerRound / 10 : eventsPerRound;
  return Math.max(Math.ceil(events / eventsPerBatch), writers);
};

/** Measures in a database with a migrated record, empty or filled. */
export const appendFigures = async (
  urls: { readonly adminUrl: string; readonly appUrl: string },
  eventsPerRound = 25_000,
  rounds = 3,
): Promise<AppendFigure[]> => {
  const admin = new Pool({ connectionString: urls.adminUrl, max: 1 });
  const pool = new Pool({ connectionString: urls.appUrl, max: CONNECTIONS });
  const store = new PostgresEventStore({ connectionString: urls.appUrl, max: CONNECTIONS }, { callsMax: CONNECTIONS });
  const raw = await RawTable.create(admin, pool);
  const ways = [throughTheStore(store), raw.insert, raw.copy];
  const figures: AppendFigure[] = [];
  let nextStream = 1_000_000_000;
  for (const writers of WRITERS) {
    for (const shape of SHAPES) {
      const rates: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        const ofRound: number[] = [];
        for (const way of ways) {
          const batches = makeBatches(shape, batchesFor(shape, writers, eventsPerRound), nextStream);
          nextStream += batches.length * shape.streamsPerBatch;
          if (shape.isKnown) await way(openingEvents(batches));
          ofRound.push(await rateOf(way, batches, writers));
        }
        rates.push(ofRound);
      }
      const [ours, insert, copy] = [0, 1, 2].map((way) => median(rates.map((ofRound) => ofRound[way]!)));
      const ratio = median(rates.map(([a, b]) => a! / b!));
      const storeToRawInsert = Math.round(ratio * 100) / 100;
      figures.push({ ...shape, writers, store: ours!, rawInsert: insert!, rawCopy: copy!, storeToRawInsert });
    }
  }
  await store.close();
  await Promise.all([admin.end(), pool.end()]);
  return figures;
};
