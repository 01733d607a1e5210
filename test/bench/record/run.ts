import { startTestServer } from '@gemba/test-support';
import { recordFigures } from './record-figures';

/** `node dist/test/bench/record/run.js [events to fill the record with first, comma-separated]` */
const FILLINGS = (process.argv[2] ?? '0,1000000').split(',').map(Number);

const main = async (): Promise<void> => {
  const server = await startTestServer({ max_wal_size: '8GB' }, 4 * 1024 ** 3);
  try {
    for (const prefilled of FILLINGS) {
      const { append, read } = await recordFigures(server, prefilled);
      console.log(`on ${prefilled} events`);
      console.table(append);
      if (read !== null) console.table([read]);
    }
  } finally {
    await server.stop();
  }
};

void main();
