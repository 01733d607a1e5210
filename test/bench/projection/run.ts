import { startTestServer } from '@gemba/test-support';
import { dealOf, interleaved, shortDeals } from './deal-events';
import { liveFigures } from './live-figures';
import { rebuildFigures } from './rebuild-figures';

const DEALS = Number(process.argv[2] ?? 5_000);

const main = async (): Promise<void> => {
  const server = await startTestServer({ max_wal_size: '8GB' }, 4 * 1024 ** 3);
  try {
    console.log('rebuild', await rebuildFigures(server, shortDeals(DEALS, 20)));
    const long = Array.from({ length: 20 }, (_, no) => dealOf(1_000_000 + no, 1_000));
    const short = Array.from({ length: 1_000 }, (_, no) => dealOf(no, 20));
    console.log('live', await liveFigures(server, interleaved([...long, ...short])));
  } finally {
    await server.stop();
  }
};

void main();
